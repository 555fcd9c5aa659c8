// A backend of N models with two indexes each: what bench/apps/plain.mjs writes by hand.
//   node plinth.mjs MODELS OUTDIR
import { App, Stack } from 'aws-cdk-lib';
import { Backend, Condition, Field, Rule } from 'cdk-plinth';

const [count, outdir] = [Number(process.argv[2]), process.argv[3]];
const app = new App({ outdir });
const stack = new Stack(app, 'Plinth');
const backend = new Backend(stack, 'Backend', process.env.CLIENT_OUT ? { client: { outDir: process.env.CLIENT_OUT } } : {});
for (let i = 0; i < count; i++) {
  backend.data.addModel(`model${i}`, {
    fields: {
      title: Field.string({ required: true, maxLength: 200 }),
      kind: Field.choice(['a', 'b', 'c']),
      count: Field.integer({ min: 0 }),
      published: Field.boolean({ defaultValue: false }),
      due: Field.datetime(),
    },
    rules: [Rule.owner(), Rule.guest().read().when(Condition.isTrue('published'))],
    indexes: { newest: { partition: ['owner'], sort: ['createdAt'] }, byKind: { partition: ['kind'], sort: ['updatedAt'] } },
  });
}
app.synth();
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ cpuMs: (user + system) / 1000 }));

// A backend of Auth and Data, and one thing more: `{ models, triggered, indexes, rules }`, each a number.
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Backend, Condition, Field, Rule, Trigger } from 'cdk-plinth';

const { models, triggered = 0, indexes = 1, rules = 1 } = JSON.parse(process.argv[3]);
const app = new App({ outdir: process.argv[2] });
const stack = new Stack(app, 'Variation');
const backend = new Backend(stack, 'Backend');
for (let i = 0; i < models; i++) {
  backend.data.addModel(`model${i}`, {
    fields: { title: Field.string({ required: true }), published: Field.boolean() },
    rules: [Rule.owner(), Rule.guest().read().when(Condition.isTrue('published')), Rule.authenticated().read()].slice(0, rules + 1),
    indexes: Object.fromEntries(
      [
        ['newest', { partition: ['owner'], sort: ['createdAt'] }],
        ['byTitle', { partition: ['title'] }],
      ].slice(0, indexes),
    ),
  });
}
if (triggered > 0) {
  const handler = new Lambda(stack, 'Trigger', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {}'),
  });
  backend.functions.addFunction('changed', { handler, triggers: Array.from({ length: triggered }, (_, i) => Trigger.change(`model${i}`)) });
}
app.synth();

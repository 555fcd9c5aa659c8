// A backend of Auth and Data, and one thing more: `{ models, triggered, indexes, rules, unique, relations, cascades, links }`, each a number.
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Backend, Condition, Field, OnDelete, Relation, Rule, Trigger } from 'cdk-plinth';

const { models, triggered = 0, indexes = 1, rules = 1, unique = 0, relations = 0, cascades = 0, links = 0 } = JSON.parse(process.argv[3]);
const app = new App({ outdir: process.argv[2] });
const stack = new Stack(app, 'Variation');
const backend = new Backend(stack, 'Backend');
for (let i = 0; i < models; i++) {
  backend.data.addModel(`model${i}`, {
    fields: { title: Field.string({ required: true, unique: i < unique }), published: Field.boolean() },
    // Each of a model after the first, to the one before.
    relations: {
      ...(i > 0 && i <= relations && { before: Relation.belongsTo(`model${i - 1}`) }),
      ...(i > 0 && i <= cascades && { above: Relation.belongsTo(`model${i - 1}`, { onDelete: OnDelete.CASCADE }) }),
      ...(i > 0 && i <= links && { beside: Relation.manyToMany(`model${i - 1}`) }),
    },
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

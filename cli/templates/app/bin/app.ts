import { App, Stack } from 'aws-cdk-lib';
import { Backend, Condition, Field, Rule } from 'cdk-plinth';

const app = new App();
const stack = new Stack(app, '%Name%');

const backend = new Backend(stack, 'Backend', { client: { outDir: 'src/backend' } });
backend.data.addModel('notes', {
  fields: {
    title: Field.string({ required: true, maxLength: 200 }),
    published: Field.boolean({ required: true, defaultValue: false }),
  },
  rules: [Rule.owner(), Rule.guest().read().when(Condition.isTrue('published'))],
  indexes: { newest: { partition: ['owner'], sort: ['createdAt'] } },
});

// As many models as one stack is asked to hold, each with two indexes, and a name as long as they come.
import { Stack } from 'aws-cdk-lib';
import { Backend, Environment, Field, Rule } from 'cdk-plinth';
import { checkedApp } from './checked';

const { data } = new Backend(new Stack(checkedApp(), 'FourHundred'), 'Backend', {
  environment: Environment.production({ corsOrigins: ['https://app.example.com'] }),
  auth: { acceptMailLimit: true },
});
for (let at = 1; at <= 400; at += 1) {
  data.addModel(`inventoryMovements${at}`, {
    fields: {
      title: Field.string({ required: true, maxLength: 200 }),
      kind: Field.choice(['bolt', 'nut', 'gear']),
      count: Field.integer({ min: 0 }),
    },
    rules: [Rule.owner()],
    indexes: { newest: { partition: ['owner'], sort: ['createdAt'] }, byKind: { partition: ['kind'], sort: ['count'] } },
  });
}

// What makes roles and bindings grow: functions that changes trigger, functions of one's own, topics, in a stack with a long name.
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Backend, Field, Rule, Trigger } from 'cdk-plinth';

const stack = new Stack(new App(), 'InventoryAndLogisticsPlatformProduction');
const backend = new Backend(stack, 'Backend', {
  push: { fcm: { serviceAccount: Secret.fromSecretNameV2(stack, 'ServiceAccount', 'inventory-and-logistics/firebase') } },
});
const movements = backend.data.addModel('inventoryMovements', { fields: { title: Field.string() }, rules: [Rule.owner()] });
for (let at = 1; at <= 40; at += 1) {
  const handler = new LambdaFunction(stack, `RecalculateWarehouse${at}`, {
    runtime: Runtime.PYTHON_3_13,
    handler: 'index.handler',
    code: Code.fromInline('def handler(event, context): return {}'),
  });
  backend.functions.addFunction(`recalculateWarehouse${at}`, {
    handler,
    rules: [Rule.authenticated()],
    triggers: [Trigger.change(movements)],
  });
  backend.push.addTopic(`warehouseAnnouncements${at}`, { rules: [Rule.authenticated()] });
}

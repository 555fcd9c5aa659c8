// A backend of its own for test/e2e/grants.test.ts, which takes its rights away: every kind of role once, and every grant.
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Backend, Field, Relation, Rule, Trigger } from 'cdk-plinth';

const stack = new Stack(new App(), 'Grants');
const { data, files, functions, push } = new Backend(stack, 'Backend', {
  client: { outDir: process.env.CLIENT_OUT! },
  push: { fcm: { serviceAccount: Secret.fromSecretNameV2(stack, 'ServiceAccount', 'grants/fcm') } },
});

const things = data.addModel('things', {
  // What is unique, and what others belong to, takes rights of its own.
  fields: { title: Field.string({ required: true }), code: Field.string({ unique: true }) },
  rules: [Rule.owner()],
  indexes: { newest: { partition: ['owner'], sort: ['createdAt'] } },
  allowScan: true,
});
data.addModel('parts', { fields: {}, rules: [Rule.owner()], relations: { thing: Relation.belongsTo(things) } });
const log = data.addModel('log', {
  fields: { subject: Field.string({ required: true }), text: Field.string(), code: Field.string({ unique: true }) },
  rules: [Rule.authenticated().read()],
  indexes: { bySubject: { partition: ['subject'], sort: ['createdAt'] } },
  allowScan: true,
});
const papers = files.addSpace('papers', { rules: [Rule.owner()] });
push.addTopic('news', { rules: [Rule.authenticated()] });

// Has every grant that there is, and uses the one that it is told to.
const clerk = functions.addFunction('clerk', {
  entry: join(__dirname, 'clerk.ts'),
  input: { task: Field.string({ required: true }), subject: Field.string({ defaultValue: 'none' }) },
  output: { answer: Field.string() },
  rules: [Rule.authenticated()],
  triggers: [Trigger.change(things)],
});
log.grantRead(clerk);
log.grantWrite(clerk);
papers.grantRead(clerk);
papers.grantWrite(clerk);
push.grantSend(clerk);

functions.addFunction('greet', {
  handler: new LambdaFunction(stack, 'Greet', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline(`exports.handler = async () => ({ greeting: 'Hello' });`),
  }),
  output: { greeting: Field.string() },
  rules: [Rule.authenticated()],
});

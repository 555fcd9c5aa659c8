// Other shapes than one Backend in one stack, for test/e2e/standalone.test.ts: the same model everywhere.
import { join } from 'node:path';
import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Auth, Backend, BackendApi, Data, Field, Rule } from 'cdk-plinth';

const app = new App();
const client = (name: string) => ({ outDir: join(process.env.CLIENT_OUT!, name) });
const addNotes = (data: Data, rule: Rule) =>
  data.addModel('notes', {
    fields: { title: Field.string({ required: true }) },
    rules: [rule],
    indexes: { newest: { partition: ['title'], sort: ['createdAt'] } },
  });

// A pool that Plinth did not make, of the other kind: the address is the user name. To the stack that uses it, its ids are tokens.
const there = new Stack(app, 'There');
const userPool = new UserPool(there, 'Pool', { signInAliases: { email: true }, selfSignUpEnabled: true, autoVerify: { email: true } });
const userPoolClient = userPool.addClient('Client', { authFlows: { userSrp: true } });

const stack = new Stack(app, 'Standalone');

// Data by itself: without anyone who could sign in.
addNotes(new Data(stack, 'Open', { api: new BackendApi(stack, 'OpenApi', { backendId: 'open', client: client('open') }) }), Rule.guest());

// Data and that pool.
const api = new BackendApi(stack, 'PooledApi', { backendId: 'pooled', client: client('pooled') });
new Auth(stack, 'Auth', { api, userPool, userPoolClient, emailAsUserName: true });
addNotes(new Data(stack, 'Pooled', { api }), Rule.owner());

// A second whole backend in the stack.
addNotes(new Backend(stack, 'Second', { backendId: 'second', client: client('second') }).data, Rule.owner());

// One in a nested stack, which is called by the outermost stack's name.
addNotes(new Backend(new NestedStack(stack, 'Inner'), 'Backend', { client: client('nested') }).data, Rule.owner());

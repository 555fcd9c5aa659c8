// A backend with a bit of everything, for the end-to-end tests: every kind of field, rule, index, space, function and trigger.
import { App, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Backend, Rule } from 'cdk-plinth';
import { addModels } from './data';
import { addSpaces } from './files';
import { addFunctions } from './functions';
import { addTriggers } from './triggers';

const stack = new Stack(new App(), 'Workshop');
const backend = new Backend(stack, 'Backend', {
  client: { outDir: process.env.CLIENT_OUT! },
  auth: { groups: ['editors', 'readers'] },
  push: { fcm: { serviceAccount: Secret.fromSecretNameV2(stack, 'FcmServiceAccount', 'workshop/fcm') } },
});

addModels(backend.data);
addSpaces(backend.files);
backend.push.addTopic('news', { rules: [Rule.authenticated()] });
backend.push.addTopic('desk', { rules: [Rule.group('editors')] });
addFunctions(backend);
addTriggers(backend);

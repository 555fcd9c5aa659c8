import {
  AdminAddUserToGroupCommand,
  AdminRemoveUserFromGroupCommand,
  CognitoIdentityProviderClient,
  ListGroupsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { runProgram } from '../../cli/program';
import { recordingContext, temporaryFolder } from './support';

const folder = temporaryFolder();
const cognito = mockClient(CognitoIdentityProviderClient);
const cloudFormation = mockClient(CloudFormationClient);
beforeEach(() => {
  cognito.reset();
  cloudFormation.reset();
});
const HERE = { backendId: 'Shop', region: 'us-east-1', userPoolId: 'pool-here', cognitoEndpoint: 'http://localhost:4566' };

async function plinth(...args: string[]) {
  const context = recordingContext(folder.path);
  const code = await runProgram(['user', ...args], context);
  return [code, [...context.printed, ...context.reported].join('\n')];
}
const failing = (name: string) => Object.assign(new Error('no'), { name });

test('into a group and out of it, of the backend that runs here', async () => {
  folder.write('.plinth/config.json', HERE);
  cognito.onAnyCommand().resolves({});
  expect(await plinth('add-to-group', 'ada@example.com', 'editors')).toEqual([
    0,
    'ada@example.com is in editors. It counts from the next token on: at once for who signs in again.',
  ]);
  expect(await plinth('remove-from-group', 'ada@example.com', 'editors')).toEqual([0, expect.stringContaining('is no longer in editors')]);
  const input = { UserPoolId: 'pool-here', Username: 'ada@example.com', GroupName: 'editors' };
  expect(cognito.commandCalls(AdminAddUserToGroupCommand)[0]?.args[0].input).toEqual(input);
  expect(cognito.commandCalls(AdminRemoveUserFromGroupCommand)[0]?.args[0].input).toEqual(input);
});

test('of a deployed stack, and of one of several backends', async () => {
  cognito.onAnyCommand().resolves({});
  const output = {
    OutputKey: 'PlinthConfig',
    OutputValue: JSON.stringify({ ...HERE, userPoolId: 'pool-there', cognitoEndpoint: undefined }),
  };
  const stack = { StackName: 'Shop', StackStatus: 'CREATE_COMPLETE' as const, CreationTime: new Date(), Outputs: [output] };
  cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [stack] });
  expect(await plinth('add-to-group', 'ada', 'editors', '--stack', 'Shop', '--region', 'us-east-1')).toEqual([0, expect.any(String)]);
  expect(cognito.commandCalls(AdminAddUserToGroupCommand)[0]?.args[0].input.UserPoolId).toBe('pool-there');

  folder.write('.plinth/config.json', HERE);
  folder.write('.plinth/config.Admin.json', { ...HERE, backendId: 'Admin', userPoolId: 'pool-admin' });
  expect(await plinth('add-to-group', 'ada', 'editors')).toEqual([1, expect.stringContaining('several backends')]);
  await plinth('add-to-group', 'ada', 'editors', '--backend', 'Admin');
  expect(cognito.commandCalls(AdminAddUserToGroupCommand)[1]?.args[0].input.UserPoolId).toBe('pool-admin');
});

test.each([
  ['UserNotFoundException', {}, 'There is no user ada: has this address signed up?'],
  ['ResourceNotFoundException', { Groups: [{ GroupName: 'editors' }] }, 'There is no group staff, but editors.'],
  ['ResourceNotFoundException', {}, "There is no group staff, since the backend declares none: auth: { groups: ['staff'] }"],
  ['NotAuthorizedException', {}, 'Cognito answered: no'],
])('where Cognito says %s', async (name, groups, message) => {
  folder.write('.plinth/config.json', HERE);
  cognito.on(AdminAddUserToGroupCommand).rejects(failing(name));
  cognito.on(ListGroupsCommand).resolves(groups);
  expect(await plinth('add-to-group', 'ada', 'staff')).toEqual([1, `plinth: ${message}`]);
});

test('where nothing runs, or what runs has no users, it says so', async () => {
  expect(await plinth('add-to-group', 'ada', 'staff')).toEqual([1, expect.stringContaining('start `plinth dev`')]);
  folder.write('.plinth/config.json', { ...HERE, userPoolId: undefined });
  expect(await plinth('add-to-group', 'ada', 'staff')).toEqual([1, 'plinth: The backend Shop has no user pool.']);
  folder.write('.plinth/config.json', HERE);
  cognito.on(AdminAddUserToGroupCommand).rejects(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
  expect(await plinth('add-to-group', 'ada', 'staff')).toEqual([1, expect.stringContaining('is `plinth dev` running')]);
  expect(await plinth('add-to-group', 'ada')).toEqual([2, expect.stringContaining("missing required argument 'group'")]);
});

import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { configHere, NOT_RUNNING, stackHere } from '../../../cli/read/here';
import { temporaryFolder } from '../support';

const folder = temporaryFolder();
const stacks = mockClient(CloudFormationClient);
beforeEach(() => stacks.reset());

const stack = (StackName: string, backendId?: string) => ({
  StackName,
  CreationTime: new Date(0),
  StackStatus: 'CREATE_COMPLETE' as const,
  Outputs: backendId === undefined ? [] : [{ OutputKey: 'PlinthConfig', OutputValue: JSON.stringify({ backendId }) }],
});
const SHOP = { backendId: 'Shop', cognitoEndpoint: 'http://localhost:4566' };

test('the backend that runs in a folder, and the one that is chosen of several', () => {
  expect(() => configHere(folder.path, undefined)).toThrow('start `plinth dev` in this folder');
  folder.write('.plinth/config.json', SHOP);
  expect(configHere(folder.path, undefined)).toEqual(SHOP);
  folder.write('.plinth/config.Blog.json', { backendId: 'Blog' });
  expect(() => configHere(folder.path, undefined)).toThrow('Choose one with --backend');
  expect(configHere(folder.path, 'Blog')).toEqual({ backendId: 'Blog' });
});

test('the stack that it is deployed as, whatever else is', async () => {
  stacks
    .on(DescribeStacksCommand)
    .resolvesOnce({ Stacks: [stack('CDKToolkit'), stack('Blog-dev', 'Blog')], NextToken: 'more' })
    .resolves({ Stacks: [stack('Shop-dev', 'Shop')] });
  expect(await stackHere(SHOP)).toBe('Shop-dev');
});

test('one that is not deployed, or whose emulator has ended', async () => {
  stacks.on(DescribeStacksCommand).resolves({ Stacks: [] });
  await expect(stackHere(SHOP)).rejects.toThrow('The backend Shop is not deployed at http://localhost:4566');
  stacks.on(DescribeStacksCommand).rejects(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
  await expect(stackHere(SHOP)).rejects.toThrow(NOT_RUNNING);
});

import type { CognitoIdentityProviderClient, CognitoIdentityProviderClientConfig } from '@aws-sdk/client-cognito-identity-provider';
import { Command } from 'commander';
import type { Context } from './context.js';
import { Failure, messageOf } from './failure.js';
import { chooseBackend, type ClientConfig, configsOf } from './read/config.js';
import { deployedOnAws } from './read/deployed.js';
import { configHere, NOT_RUNNING } from './read/here.js';
import { deployedOptions, noStack, type SourceOptions } from './read/source.js';

const CHANGES = {
  'add-to-group': { does: 'put a user into a group that the backend declares', done: 'is in' },
  'remove-from-group': { does: 'take a user out of a group', done: 'is no longer in' },
} as const;

type Change = keyof typeof CHANGES;

/** `plinth user`: what nobody may do for oneself, here or in the account. */
export function userCommand(context: Context): Command {
  const user = new Command('user').description('put users into groups, or take them out');
  for (const change of Object.keys(CHANGES) as Change[]) user.addCommand(changeCommand(context, change));
  return user;
}

function changeCommand(context: Context, change: Change): Command {
  const { does, done } = CHANGES[change];
  const command = new Command(change)
    .description(does)
    .argument('<user>', 'email address, or user name')
    .argument('<group>', 'name of the group')
    .option('--stack <name>', 'deployed stack (default: the backend that `plinth dev` runs here)')
    .addHelpText('after', `\nExample: plinth user ${change} ada@example.com editors`);
  for (const option of deployedOptions()) command.addOption(option);
  return command.action(async (user: string, group: string, options: SourceOptions) => {
    const config = options.stack === undefined ? configHere(context.cwd, options.backend) : await configOf(options.stack, options, context);
    if (config.userPoolId === undefined) throw new Failure(`The backend ${config.backendId} has no user pool.`);
    // Which Node one has is not this command's to remark.
    context.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
    await changeGroups(change, { userPoolId: config.userPoolId, user, group }, settingsFor(config, options));
    context.print(`${user} ${done} ${group}. It counts from the next token on: at once for who signs in again.`);
  });
}

async function configOf(stack: string, { backend, region, profile }: SourceOptions, { env }: Context): Promise<ClientConfig> {
  const outputs = await (await deployedOnAws({ env, region, profile })).outputs(stack);
  if (outputs === undefined) throw new Failure(noStack(stack));
  return chooseBackend(configsOf(outputs), backend, `the stack ${stack}`);
}

/** The emulator takes any keys; on AWS those count that the AWS CLI would use. */
function settingsFor({ region, cognitoEndpoint }: ClientConfig, { profile }: SourceOptions): CognitoIdentityProviderClientConfig {
  if (cognitoEndpoint === undefined) return { region, ...(profile !== undefined && { profile }) };
  return { region, endpoint: cognitoEndpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 };
}

interface Membership {
  readonly userPoolId: string;
  readonly user: string;
  readonly group: string;
}

async function changeGroups(change: Change, { userPoolId, user, group }: Membership, settings: CognitoIdentityProviderClientConfig) {
  const cognito = await import('@aws-sdk/client-cognito-identity-provider');
  const client = new cognito.CognitoIdentityProviderClient(settings);
  const input = { UserPoolId: userPoolId, Username: user, GroupName: group };
  try {
    if (change === 'add-to-group') await client.send(new cognito.AdminAddUserToGroupCommand(input));
    else await client.send(new cognito.AdminRemoveUserFromGroupCommand(input));
  } catch (error) {
    throw await explained(error, { userPoolId, user, group }, client);
  }
}

async function explained(error: unknown, { userPoolId, user, group }: Membership, client: CognitoIdentityProviderClient): Promise<Failure> {
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  if (code === 'ECONNREFUSED') return new Failure(NOT_RUNNING);
  if (name === 'UserNotFoundException') return new Failure(`There is no user ${user}: has this address signed up?`);
  if (name !== 'ResourceNotFoundException') return new Failure(`Cognito answered: ${messageOf(error)}`);
  const { ListGroupsCommand } = await import('@aws-sdk/client-cognito-identity-provider');
  const { Groups = [] } = await client.send(new ListGroupsCommand({ UserPoolId: userPoolId }));
  const names = Groups.map(({ GroupName }) => GroupName).join(', ');
  return new Failure(
    names === ''
      ? `There is no group ${group}, since the backend declares none: auth: { groups: ['${group}'] }`
      : `There is no group ${group}, but ${names}.`,
  );
}

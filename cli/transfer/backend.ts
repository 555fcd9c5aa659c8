import { InvalidArgumentError, Option } from 'commander';
import { type Manifest, type ModelSpec, nearest, tableName } from '../../lib/manifest/index.js';
import type { Context } from '../context.js';
import { Failure, UsageFailure } from '../failure.js';
import { pointTo } from '../local/environment.js';
import { deployedOnAws } from '../read/deployed.js';
import { configHere, NOT_RUNNING, stackHere } from '../read/here.js';
import { deployedOptions, readSource, type SourceOptions } from '../read/source.js';
import { loadTransfer, type Transfer } from './engine.js';
import { FORMATS, type FormatName } from './format.js';

/** Options of the commands that move a model's items. */
export interface TransferCommandOptions extends SourceOptions {
  readonly table?: string;
  readonly format?: FormatName;
  readonly restart?: boolean;
}

export const transferOptions = () => [
  new Option('--stack <name>', 'deployed stack (default: the backend that `plinth dev` runs here)'),
  new Option('--format <name>', 'what the file holds (default: as its name says)').choices(FORMATS),
  new Option('--table <name>', 'the table, of a model whose table was made elsewhere'),
  new Option('--restart', 'begin anew, also where an interrupted one could go on'),
  ...deployedOptions(),
];

/** A whole number from 1, of an option. */
export function positive(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > most) throw new InvalidArgumentError(`It takes a whole number from 1 to ${most}.`);
    return value;
  };
}

/** A deployed model, and what reads and writes it with the caller's own AWS credentials. */
export interface DeployedModel {
  readonly manifest: Manifest;
  readonly spec: ModelSpec;
  readonly transfer: Transfer;
  /** About how many items there are: DynamoDB counts every six hours. */
  readonly items: number;
  /** Takes new credentials where the old ones end: asked now and then by what takes long. */
  renew(): Promise<void>;
}

export async function openModel(context: Context, model: string, options: TransferCommandOptions): Promise<DeployedModel> {
  const manifest = await readSource({ ...options, stack: options.stack ?? (await useStackHere(context, options)) }, context);
  const models = manifest.data?.models ?? {};
  const spec = Object.hasOwn(models, model) ? models[model] : undefined;
  if (spec === undefined) {
    const hint = nearest(model, Object.keys(models));
    const known = hint === undefined ? `It has ${Object.keys(models).join(', ') || 'none'}.` : `Did you mean ${hint}?`;
    throw new UsageFailure(`The backend ${manifest.backendId} has no model ${model}. ${known}`);
  }
  const environment: Record<string, string | undefined> = { ...context.env };
  const renew = await credentialsInto(environment, options);
  const transfer = await loadTransfer(context.packageDir, { manifest, model, table: options.table, environment });
  const deployed = await deployedOnAws({ env: context.env, region: options.region, profile: options.profile });
  const table = options.table ?? spec.table ?? tableName(manifest.backendId, model);
  const description = await deployed.table(table);
  if (description === undefined) {
    throw new Failure(`There is no table ${table}: a model whose table was made elsewhere needs --table with its name.`);
  }
  return { manifest, spec, transfer, items: description.items, renew };
}

/** Points this process to the backend that `plinth dev` runs in its folder. */
async function useStackHere({ cwd, env }: Context, { backend }: SourceOptions): Promise<string> {
  const config = configHere(cwd, backend);
  if (config.cognitoEndpoint === undefined) throw new Failure(NOT_RUNNING);
  // Which Node one has is not this command's to remark.
  env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const stack = await stackHere(config);
  pointTo(env, config.cognitoEndpoint);
  return stack;
}

/** Puts the Region and the credentials that the AWS SDK finds (environment, profiles, IAM Identity Center) where the engine reads them. */
export async function credentialsInto(
  environment: Record<string, string | undefined>,
  { region, profile }: Pick<SourceOptions, 'region' | 'profile'>,
): Promise<() => Promise<void>> {
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  const { config } = new DynamoDBClient({ ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) });
  const renew = async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = await config.credentials();
    Object.assign(environment, {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_REGION: await config.region(),
    });
  };
  await renew();
  return renew;
}

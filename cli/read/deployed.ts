import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Manifest } from '../../lib/manifest/index.js';
import type { Template } from '../deploy/template.js';
import { Failure, messageOf } from '../failure.js';
import { readManifestText } from './manifest-text.js';

/** A table as DynamoDB describes it. */
export interface DeployedTable {
  /** About how many: DynamoDB counts every six hours. */
  readonly items: number;
  /** `CREATING`, `UPDATING`, `DELETING` or `ACTIVE`, by index name. */
  readonly indexes: ReadonlyMap<string, string>;
}

/** Reads what is deployed. */
export interface Deployed {
  /** The account that the credentials are of. */
  account(): Promise<string | undefined>;
  /** The state of a stack, as CloudFormation calls it; undefined if there is no such stack. */
  status(stackName: string): Promise<string | undefined>;
  /** A stack's outputs; undefined if there is no such stack. */
  outputs(stackName: string): Promise<Record<string, string> | undefined>;
  /** The template that a stack was deployed with; undefined if there is no such stack, or it never came to be. */
  template(stackName: string): Promise<Template | undefined>;
  /** The physical id of a resource in a stack; undefined if there is none. */
  physicalId(stackName: string, logicalId: string): Promise<string | undefined>;
  /** A DynamoDB table; undefined if there is none of this name. */
  table(name: string): Promise<DeployedTable | undefined>;
  /** The text of an object, by `s3://bucket/key`. */
  object(url: string): Promise<string>;
}

/** The manifests of the backends in a deployed stack; none if there is no such stack. */
export async function deployedManifests(deployed: Deployed, stackName: string): Promise<Manifest[]> {
  const places = Object.entries((await deployed.outputs(stackName)) ?? {}).filter(([name]) => name.startsWith('PlinthManifest'));
  return Promise.all(places.map(async ([, url]) => readManifestText(await deployed.object(url), url)));
}

export interface DeployedOptions {
  readonly env: NodeJS.ProcessEnv;
  /** @default what the environment or the profile say */
  readonly region?: string;
  readonly profile?: string;
}

/** States of a stack whose template was never in effect. */
const NEVER_CREATED = ['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED', 'DELETE_COMPLETE'];

/**
 * Reads by the AWS SDK, with the credentials that the AWS CLI would use: environment, profiles, IAM Identity Center.
 * The SDK is loaded when it is needed, since no other command has a use for it.
 */
export async function deployedOnAws({ env, region, profile }: DeployedOptions): Promise<Deployed> {
  // Which Node one has is not this command's to remark.
  env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const [cloudFormation, s3] = await Promise.all([import('@aws-sdk/client-cloudformation'), import('@aws-sdk/client-s3')]);
  const settings = { ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) };
  const stacks = new cloudFormation.CloudFormationClient(settings);
  let tables: DynamoDBClient | undefined;
  const objects = new s3.S3Client({ ...settings, forcePathStyle: (env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL) !== undefined });

  /** Answers undefined where AWS says that there is no such thing. */
  const ask = async <T>(question: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await question();
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: '', message: '' };
      if (name === 'ResourceNotFoundException' || (name === 'ValidationError' && /does not exist/i.test(message))) return undefined;
      throw explain(error);
    }
  };
  const describe = async (StackName: string) =>
    (await ask(() => stacks.send(new cloudFormation.DescribeStacksCommand({ StackName }))))?.Stacks?.[0];

  return {
    async account() {
      const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
      return (await ask(() => new STSClient(settings).send(new GetCallerIdentityCommand({}))))?.Account;
    },
    async status(stackName) {
      return (await describe(stackName))?.StackStatus;
    },
    async outputs(stackName) {
      const stack = await describe(stackName);
      if (stack === undefined || stack.StackStatus === 'DELETE_COMPLETE') return undefined;
      return Object.fromEntries((stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    },
    async template(stackName) {
      const stack = await describe(stackName);
      if (stack === undefined || NEVER_CREATED.includes(stack.StackStatus ?? '')) return undefined;
      const answer = await ask(() =>
        stacks.send(new cloudFormation.GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' })),
      );
      return answer?.TemplateBody === undefined ? undefined : (JSON.parse(answer.TemplateBody) as Template);
    },
    async physicalId(StackName, LogicalResourceId) {
      const answer = await ask(() => stacks.send(new cloudFormation.DescribeStackResourceCommand({ StackName, LogicalResourceId })));
      return answer?.StackResourceDetail?.PhysicalResourceId;
    },
    async table(TableName) {
      const dynamodb = await import('@aws-sdk/client-dynamodb');
      const client = (tables ??= new dynamodb.DynamoDBClient(settings));
      const table = (await ask(() => client.send(new dynamodb.DescribeTableCommand({ TableName }))))?.Table;
      if (table === undefined) return undefined;
      // The emulator gives those that CloudFormation made no status.
      const indexes = (table.GlobalSecondaryIndexes ?? []).map(({ IndexName = '', IndexStatus = 'ACTIVE' }): [string, string] => [
        IndexName,
        IndexStatus,
      ]);
      return { items: table.ItemCount ?? 0, indexes: new Map(indexes) };
    },
    async object(url) {
      const { hostname, pathname } = new URL(url);
      try {
        const answer = await objects.send(new s3.GetObjectCommand({ Bucket: hostname, Key: pathname.slice(1) }));
        return (await answer.Body?.transformToString()) ?? '';
      } catch (error) {
        throw explain(error);
      }
    },
  };
}

/** Whether an error of this name is about the caller's credentials, however the services call it. */
export const isOfCredentials = (name: string) =>
  /Credentials|TokenProvider|ExpiredToken|InvalidClientTokenId|UnrecognizedClient/i.test(name);

/** What to do about the errors that a person meets first. */
function explain(error: unknown): Error {
  const message = messageOf(error);
  if (/Region is missing/i.test(message)) return new Failure('No AWS Region is configured: name one with --region, or set AWS_REGION.');
  const name = error instanceof Error ? error.name : '';
  if (isOfCredentials(name)) {
    return new Failure(
      `AWS does not accept these credentials (${message}). Sign in (\`aws sso login\`), or name a profile with --profile.`,
    );
  }
  return new Failure(`AWS answered: ${message}`);
}

import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { SNSClient } from '@aws-sdk/client-sns';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as delay } from 'node:timers/promises';
import { LOCAL_REGION } from '../../../cli/local/environment.js';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../../cli/local/emulator.js';
import type { Mail } from '../../../cli/local/mail.js';

type Resources = Record<string, { Type: string; [attribute: string]: unknown }>;

/** What became of a stack. */
export interface Deployed {
  status: string;
  outputs: Record<string, string>;
}

/** Clients of one emulator. */
function clients(endpoint: string, credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) {
  const config = { endpoint, region: LOCAL_REGION, credentials, maxAttempts: 1 };
  return {
    cloudFormation: new CloudFormationClient(config),
    cognito: new CognitoIdentityProviderClient(config),
    dynamodb: new DynamoDBClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    secrets: new SecretsManagerClient(config),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    sts: new STSClient(config),
  };
}

/** One emulator with clients, and what tests do with it. */
export class Stand {
  /** Root's. */
  readonly clients: ReturnType<typeof clients>;
  private readonly made = new Map<string, Promise<unknown>>();

  private constructor(
    private readonly options: EmulatorOptions & { port: number },
    private emulator: Emulator,
  ) {
    this.clients = clients(emulator.endpoint, { accessKeyId: 'test', secretAccessKey: 'test' });
  }

  static async start(options: EmulatorOptions): Promise<Stand> {
    const emulator = await startEmulator(options);
    return new Stand({ ...options, port: emulator.port }, emulator);
  }

  get endpoint(): string {
    return this.emulator.endpoint;
  }

  get port(): number {
    return this.emulator.port;
  }

  async restart(): Promise<void> {
    await this.stop();
    this.emulator = await startEmulator(this.options);
  }

  stop(): Promise<void> {
    return this.emulator.stop();
  }

  reset(): Promise<void> {
    return this.emulator.reset();
  }

  messages(): Promise<Mail[]> {
    return this.emulator.messages();
  }

  /** What several cases need is made at the first one's wish. */
  once<T>(name: string, make: () => Promise<T>): Promise<T> {
    if (!this.made.has(name)) this.made.set(name, make());
    return this.made.get(name) as Promise<T>;
  }

  /** Makes or updates a stack and waits for its end, good or bad. */
  async deploy(name: string, resources: Resources, outputs: Record<string, unknown> = {}): Promise<Deployed> {
    const template = {
      Resources: resources,
      Outputs: Object.fromEntries(Object.entries(outputs).map(([output, value]) => [output, { Value: value }])),
    };
    const input = { StackName: name, TemplateBody: JSON.stringify(template), Capabilities: ['CAPABILITY_NAMED_IAM' as const] };
    const exists = await this.describe(name).catch(() => undefined);
    await this.clients.cloudFormation.send(exists ? new UpdateStackCommand(input) : new CreateStackCommand(input));
    return this.settled(name);
  }

  /** Deletes a stack and waits for its end, good or bad. */
  async remove(name: string): Promise<Deployed> {
    const { StackId } = await this.describe(name);
    await this.clients.cloudFormation.send(new DeleteStackCommand({ StackName: name }));
    return this.settled(StackId ?? name);
  }

  /** Clients with a role's rights. */
  async as(roleArn: string): Promise<Stand['clients']> {
    const { Credentials } = await this.clients.sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'test' }));
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = Credentials ?? {};
    return clients(this.endpoint, { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken });
  }

  /** Takes the first message from a queue: its body, or undefined if none comes in time. */
  async message(queueUrl: string, timeoutMs: number): Promise<string | undefined> {
    for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await delay(100)) {
      const { Messages: [message] = [] } = await this.clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
      if (message === undefined) continue;
      await this.clients.sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
      return message.Body;
    }
    return undefined;
  }

  /** A root call to a service that has no client here; root's signature is not verified. */
  async call(
    service: string,
    init: { path?: string; method?: string; headers?: Record<string, string>; body: unknown },
  ): Promise<Response> {
    const credential = `test/20260101/${LOCAL_REGION}/${service}/aws4_request`;
    return fetch(this.endpoint + (init.path ?? '/'), {
      method: init.method ?? 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
        ...init.headers,
      },
      body: JSON.stringify(init.body),
    });
  }

  private async describe(name: string): Promise<Stack> {
    const { Stacks } = await this.clients.cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    const stack = Stacks?.[0];
    if (stack === undefined) throw new Error(`No stack ${name}`);
    return stack;
  }

  private async settled(name: string): Promise<Deployed> {
    for (;;) {
      const stack = await this.describe(name);
      const status = stack.StackStatus ?? '';
      if (!status.endsWith('_IN_PROGRESS')) {
        return {
          status,
          outputs: Object.fromEntries((stack.Outputs ?? []).map((output) => [output.OutputKey ?? '', output.OutputValue ?? ''])),
        };
      }
      await delay(100);
    }
  }
}

/** The name of the error that a call ends with, or `ok`. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    return (error as Error).name;
  }
}

export function policy(...Statement: object[]) {
  return { Version: '2012-10-17', Statement };
}

/** A role that functions and the account itself may take. */
export function role(...statements: object[]) {
  const principal = { Service: 'lambda.amazonaws.com', AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }),
      Policies: [{ PolicyName: 'statements', PolicyDocument: policy(...statements) }],
    },
  };
}

/** A statement that allows actions on everything. */
export function allow(...actions: string[]) {
  return { Effect: 'Allow', Action: actions, Resource: '*' };
}

/** A function with the role `Role` of the same template. */
export function inlineFunction(code: string, variables: Record<string, unknown> = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      // Longer than any case waits.
      Timeout: 15,
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Code: { ZipFile: code },
      Environment: { Variables: variables },
    },
  };
}

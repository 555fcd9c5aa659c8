import { randomBytes } from 'node:crypto';
import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SetEndpointAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type Deployment, type Person, sdkOf, signedUp } from '../deployment';

/** What came of something: its HTTP status, and all that the caller was told. */
export interface Outcome {
  readonly status: number;
  readonly text: string;
}

/** A deployed backend and who calls it, without the client's manners: it would try again what is refused. */
export class World {
  private constructor(
    public readonly to: Deployment,
    private readonly token: string,
    public readonly ada: Person,
  ) {}

  public static async of(to: Deployment): Promise<World> {
    const ada = await signedUp(to, 'ada');
    return new World(to, (await ada.api.auth.session()).accessToken, ada);
  }

  public async call(method: string, path: string, body?: object): Promise<Outcome> {
    const headers = { authorization: `Bearer ${this.token}`, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(this.to.config.apiUrl + path, { method, headers, body: body && JSON.stringify(body) });
    return { status: answer.status, text: await answer.text() };
  }

  /** Has the clerk do something with the rights of his role. */
  public clerk(task: string, subject?: string): Promise<Outcome> {
    return this.call('POST', '/functions/clerk', { task, ...(subject !== undefined && { subject }) });
  }

  /** What was answered. @throws if it was refused */
  public async done(outcome: Promise<Outcome>): Promise<any> {
    const { status, text } = await outcome;
    if (status > 299) throw new Error(`${status} ${text}`);
    return text.startsWith('{') ? JSON.parse(text) : text;
  }

  public async thing(more: object = {}): Promise<string> {
    return (await this.done(this.call('POST', '/data/things', { title: 'a thing', ...more }))).id;
  }

  /** Stores a file, which takes two requests: for a form, and with it. */
  public async upload(name: string): Promise<Outcome> {
    const asked = await this.call('POST', '/files/papers', { name, size: 4, contentType: 'text/plain' });
    if (asked.status !== 201) return asked;
    const { url, fields } = JSON.parse(asked.text).upload;
    const form = new FormData();
    for (const [field, value] of Object.entries<string>(fields)) form.append(field, value);
    form.append('file', new Blob(['text'], { type: 'text/plain' }));
    const answer = await fetch(url, { method: 'POST', body: form });
    return { status: answer.status, text: await answer.text() };
  }

  public async file(): Promise<string> {
    const name = `${unique()}.txt`;
    const { status, text } = await this.upload(name);
    if (status > 299) throw new Error(`${status} ${text}`);
    return name;
  }

  public register(token = unique().repeat(5)): Promise<Outcome> {
    return this.call('POST', '/push/devices', { platform: 'fcm', token });
  }

  /** A registered device that follows the news. */
  public async device(): Promise<string> {
    const { id } = await this.done(this.register());
    await this.done(this.call('PUT', `/push/devices/${id}/topics/news`));
    return id;
  }

  /** The same, of which SNS has learnt that it is no more, as of all others of this person. */
  public async goneDevice(): Promise<void> {
    await this.device();
    const sdk = sdkOf(this.to.endpoint);
    const { Items = [] } = await new DynamoDBClient(sdk).send(
      new QueryCommand({
        TableName: 'Grants_devices',
        KeyConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': { S: this.ada.id } },
      }),
    );
    const sns = new SNSClient(sdk);
    for (const { endpoint } of Items) {
      await sns.send(new SetEndpointAttributesCommand({ EndpointArn: endpoint?.S, Attributes: { Enabled: 'false' } }));
    }
  }

  /** Asks for a platform application as CloudFormation does: by a call of the custom resource, which puts its answer to a presigned URL. */
  public async platformApplication(RequestType: 'Create' | 'Delete', name: string): Promise<{ Status: string; Reason?: string }> {
    const s3 = new S3Client({ ...sdkOf(this.to.endpoint), forcePathStyle: true });
    const answer = { Bucket: 'cdk-hnb659fds-assets-000000000000-us-east-1', Key: `answers/${unique()}` };
    const request = {
      RequestType,
      ResponseURL: await getSignedUrl(s3, new PutObjectCommand(answer)),
      PhysicalResourceId: `arn:aws:sns:us-east-1:000000000000:app/GCM/${name}`,
      ResourceProperties: { name, platform: 'fcm', secretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:grants/fcm' },
    };
    const lambda = new LambdaClient(sdkOf(this.to.endpoint));
    await lambda.send(new InvokeCommand({ FunctionName: await this.platformFunction(), Payload: JSON.stringify(request) }));
    const { Body } = await s3.send(new GetObjectCommand(answer));
    return JSON.parse((await Body?.transformToString()) ?? '');
  }

  private async platformFunction(): Promise<string | undefined> {
    const cloudFormation = new CloudFormationClient(sdkOf(this.to.endpoint));
    const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: this.to.stack }));
    return StackResources.find(({ LogicalResourceId = '' }) => LogicalResourceId.startsWith('BackendPushPlatformsHandlerFunction'))
      ?.PhysicalResourceId;
  }
}

/** A text that nobody had before, of 40 letters and digits. */
export const unique = () => randomBytes(20).toString('hex');

import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ViaServicePrincipal } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type BackendApi, Handler, HandlerCode } from '../api';
import { type PushPlatform, SNS_PLATFORMS } from '../manifest';
import type { PushOptions } from './push-options';

/**
 * What the custom resource is given. CloudFormation runs it only where one of these changes, so they are what was declared and nothing
 * that an ordinary deployment makes new.
 */
interface PlatformProperties {
  /** Name of the platform application. */
  readonly name: string;
  readonly platform: PushPlatform;
  /** ARN of the secret with the credential: a `.p8` file, or a service account's JSON. */
  readonly secretArn: string;
  /** APNs only. */
  readonly keyId?: string;
  readonly teamId?: string;
  readonly bundleId?: string;
  /** Changed to have the secret read again. */
  readonly revision?: string;
}

/** The SNS platform applications: by a custom resource, since CloudFormation has no such type. */
export class PushPlatforms extends Construct {
  /** The function behind the custom resources. */
  public readonly handler: Handler;
  /** ARNs of the platform applications, by platform. */
  public readonly arns: { [platform: string]: string } = {};
  /** What the ARN of every endpoint of theirs matches. */
  public readonly endpointArns: string[] = [];

  public constructor(scope: Construct, id: string, api: BackendApi, options: PushOptions) {
    super(scope, id);
    this.handler = new Handler(this, 'Handler', {
      api,
      code: HandlerCode._builtIn('platform-application'),
      capabilities: [],
      description: 'platform applications',
      memorySize: 512,
      timeout: Duration.minutes(2),
    });
    this.handler.allow(
      new iam.PolicyStatement({ actions: APPLICATION_ACTIONS, resources: ['*'] }),
      'SNS’s actions on platform applications know no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html',
    );

    for (const [platform, credentials] of platformsOf(options)) this.add(api, platform, credentials);
  }

  private add(api: BackendApi, platform: PushPlatform, { secret, ...credentials }: Credentials): void {
    const name = `${api.backendId}-${platform}`;
    const properties: PlatformProperties = { name, platform, secretArn: secret.secretArn, ...credentials };
    const application = new CustomResource(this, platform, {
      resourceType: 'Custom::PlinthPlatformApplication',
      serviceToken: this.handler.lambdaFunction.functionArn,
      properties: { ...properties },
      removalPolicy: api.environment.removalPolicy,
    });
    this.letRead(secret);
    application.node.addDependency(this.handler);
    this.arns[platform] = application.ref;
    this.endpointArns.push(
      Stack.of(this).formatArn({ service: 'sns', resource: 'endpoint', resourceName: `${SNS_PLATFORMS[platform]}/${name}/*` }),
    );
  }

  /** Its value alone: `grantRead` admits to its description too. */
  private letRead(secret: ISecret): void {
    // Secrets Manager appends six characters to a name.
    const resource = secret.secretFullArn ?? `${secret.secretArn}-??????`;
    this.handler.allow(new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [resource] }));
    const service = `secretsmanager.${Stack.of(secret).region}.amazonaws.com`;
    secret.encryptionKey?.grantDecrypt(new ViaServicePrincipal(service, this.handler.grantPrincipal));
  }
}

const APPLICATION_ACTIONS = ['sns:CreatePlatformApplication', 'sns:SetPlatformApplicationAttributes', 'sns:DeletePlatformApplication'];

interface Credentials extends Omit<PlatformProperties, 'name' | 'platform' | 'secretArn'> {
  readonly secret: ISecret;
}

/** The platforms that these options declare. */
export function platformsOf({ apns, fcm }: PushOptions): [PushPlatform, Credentials][] {
  const platforms: [PushPlatform, Credentials][] = [];
  if (apns) {
    const { signingKey: secret, sandbox, ...credentials } = apns;
    platforms.push(['apns', { secret, ...credentials }]);
    if (sandbox) platforms.push(['apnsSandbox', { secret, ...credentials }]);
  }
  if (fcm) {
    const { serviceAccount: secret, ...credentials } = fcm;
    platforms.push(['fcm', { secret, ...credentials }]);
  }
  return platforms;
}

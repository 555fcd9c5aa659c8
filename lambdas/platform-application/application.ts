import { SNS_PLATFORMS } from '../../lib/manifest/index.js';
import { AwsError } from '../shared/aws/errors.js';
import { isNotFound, type Sns } from '../shared/aws/sns.js';
import { type CredentialSource, credentialsOf, type Secrets } from './credentials.js';
import { type Outcome, Refusal, type ResourceRequest } from './custom-resource.js';

/** What the custom resource is given, by `lib/push/platforms.ts`. */
export interface ApplicationProperties extends CredentialSource {
  /** Name of the platform application. It follows from the backend, so that a request that comes twice makes one. */
  readonly name: string;
}

/**
 * Makes, changes and removes a platform application of SNS. The resource's physical id is the ARN: where name or platform changes it is
 * another, and CloudFormation deletes the former once the update has succeeded.
 */
export function platformApplication(sns: Sns, secrets: Secrets): (request: ResourceRequest<ApplicationProperties>) => Promise<Outcome> {
  async function remove(PlatformApplicationArn: string | undefined): Promise<void> {
    // A creation that failed left no ARN, and nothing to delete.
    if (!PlatformApplicationArn?.startsWith('arn:')) return;
    await sns.deletePlatformApplication({ PlatformApplicationArn }).catch((error) => {
      if (!isNotFound(error)) throw refusal('deleting it', error);
    });
  }

  /** It may be there: this request came before, an update, one that an earlier stack retained. So it is changed, and made where that finds none. */
  async function put(PlatformApplicationArn: string, { name: Name, ...source }: ApplicationProperties): Promise<void> {
    const Attributes = await credentialsOf(source, secrets);
    try {
      await sns.setPlatformApplicationAttributes({ PlatformApplicationArn, Attributes });
    } catch (error) {
      if (!isNotFound(error)) throw refusal('changing it', error);
      await sns.createPlatformApplication({ Name, Platform: SNS_PLATFORMS[source.platform], Attributes }).catch((failure) => {
        throw refusal('creating it', failure);
      });
    }
  }

  return async ({ type, physicalId, properties, functionArn }) => {
    if (type === 'Delete') {
      await remove(physicalId);
      return { physicalId };
    }
    const arn = arnOf(functionArn, properties);
    await put(arn, properties);
    return { physicalId: arn };
  };
}

/** The application stands beside this function: `arn:aws:lambda:eu-west-1:123456789012:function:…`. */
function arnOf(functionArn: string, { platform, name }: ApplicationProperties): string {
  const [, partition, , region, account] = functionArn.split(':');
  return `arn:${partition}:sns:${region}:${account}:app/${SNS_PLATFORMS[platform]}/${name}`;
}

/** What SNS says may quote a credential, so only the kind of its refusal goes on. */
function refusal(step: string, error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  const hint = error.name.startsWith('InvalidParameter')
    ? ': are key, key id, team id and bundle id, or the service account, right and of one application?'
    : '';
  return new Refusal(`SNS refused ${step} with ${error.name}${hint}`);
}

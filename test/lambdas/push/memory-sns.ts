import { AwsError } from '../../../lambdas/shared/aws/errors';
import type { PublishInput, Sns } from '../../../lambdas/shared/aws/sns';

const failed = (name: string, message = name, status = 400) => new AwsError({ name, message, status, retryable: false });

/** As much of SNS as devices need, in memory. */
export function memorySns() {
  const endpoints = new Map<string, { application: string; token: string; enabled: boolean; userData?: string }>();
  const subscriptions = new Map<string, { topic: string; endpoint: string }>();
  const published: PublishInput[] = [];
  let made = 0;

  const endpointOf = (arn = '') => {
    const endpoint = endpoints.get(arn);
    if (!endpoint) throw failed('NotFound', 'Endpoint does not exist', 404);
    return endpoint;
  };

  const sns = {
    async createPlatformEndpoint({ PlatformApplicationArn: application, Token: token }) {
      if (token.startsWith('bad')) throw failed('InvalidParameter', 'Invalid parameter: Token Reason: nonsense');
      for (const [arn, other] of endpoints) {
        if (other.application !== application || other.token !== token) continue;
        if (other.userData === undefined) return { EndpointArn: arn };
        throw failed(
          'InvalidParameter',
          `Invalid parameter: Token Reason: Endpoint ${arn} already exists with the same Token, but different attributes.`,
        );
      }
      const EndpointArn = `${application.replace(':app/', ':endpoint/')}/${++made}`;
      endpoints.set(EndpointArn, { application, token, enabled: true });
      return { EndpointArn };
    },
    async setEndpointAttributes({ EndpointArn, Attributes }) {
      Object.assign(endpointOf(EndpointArn), { enabled: Attributes.Enabled === 'true', token: Attributes.Token });
    },
    async deleteEndpoint({ EndpointArn }) {
      endpoints.delete(EndpointArn);
    },
    async subscribe({ TopicArn: topic, Endpoint: endpoint }) {
      endpointOf(endpoint);
      const SubscriptionArn = `${topic}:${endpoint.split('/').pop()}`;
      subscriptions.set(SubscriptionArn, { topic, endpoint });
      return { SubscriptionArn };
    },
    async unsubscribe({ SubscriptionArn }) {
      if (!subscriptions.delete(SubscriptionArn)) throw failed('NotFound', 'Subscription does not exist', 404);
    },
    async publish(input) {
      if (input.TargetArn && !endpointOf(input.TargetArn).enabled) throw failed('EndpointDisabled', 'Endpoint is disabled');
      published.push(input);
      return { MessageId: String(published.length) };
    },
  } as Sns;
  return { sns, endpoints, subscriptions, published };
}

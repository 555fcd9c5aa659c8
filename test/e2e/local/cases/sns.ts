import {
  CreatePlatformApplicationCommand,
  CreatePlatformEndpointCommand,
  PublishCommand,
  SetEndpointAttributesCommand,
} from '@aws-sdk/client-sns';
import { outcome } from '../stand.js';
import type { FixCase } from './case.js';

export const snsCases: FixCase[] = [
  {
    fix: 'disabled_endpoint_is_refused',
    async observe({ clients: { sns } }) {
      const application = await sns.send(
        new CreatePlatformApplicationCommand({ Name: 'fcm', Platform: 'GCM', Attributes: { PlatformCredential: 'key' } }),
      );
      const { EndpointArn } = await sns.send(
        new CreatePlatformEndpointCommand({ PlatformApplicationArn: application.PlatformApplicationArn, Token: 'device' }),
      );
      const publish = () => outcome(sns.send(new PublishCommand({ TargetArn: EndpointArn, Message: 'hello' })));
      const enabled = await publish();
      await sns.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes: { Enabled: 'false' } }));
      return { enabled, disabled: await publish() };
    },
    without: { enabled: 'ok', disabled: 'ok' },
    with: { enabled: 'ok', disabled: 'EndpointDisabledException' },
  },
  {
    fix: 'endpoint_has_its_own_arn',
    async observe({ clients: { sns } }) {
      const { PlatformApplicationArn } = await sns.send(
        new CreatePlatformApplicationCommand({ Name: 'named', Platform: 'GCM', Attributes: { PlatformCredential: 'key' } }),
      );
      const endpoint = new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token: 'named-device' });
      const { EndpointArn } = await sns.send(endpoint);
      const again = await sns.send(endpoint);
      const publish = await outcome(sns.send(new PublishCommand({ TargetArn: EndpointArn, Message: 'hello' })));
      return { kind: EndpointArn?.split(':')[5]?.split('/')[0], same: again.EndpointArn === EndpointArn, publish };
    },
    without: { kind: 'app', same: true, publish: 'ok' },
    with: { kind: 'endpoint', same: true, publish: 'ok' },
  },
];

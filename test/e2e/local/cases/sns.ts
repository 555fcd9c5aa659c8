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
];

import { createSecretsManager } from '../shared/aws/secrets-manager.js';
import { createSns } from '../shared/aws/sns.js';
import { platformApplication } from './application.js';
import { customResource } from './custom-resource.js';

const options = { environment: process.env };

export const handler = customResource({
  provide: platformApplication(createSns(options), createSecretsManager(options)),
  endpoint: process.env.AWS_ENDPOINT_URL,
  async put(url, body) {
    // The URL is signed for no content type; a Buffer brings none.
    const answer = await fetch(url, { method: 'PUT', headers: { 'content-type': '' }, body: Buffer.from(body) });
    if (!answer.ok) throw new Error(`The answer was refused with ${answer.status}.`);
  },
});

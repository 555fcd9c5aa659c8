import { type Manifest, type PushSection, ROUTES } from '../../lib/manifest/index.js';
import { capitalize, type JsonSchema, schemaRef } from './document.js';
import { type Audience, audienceOf, describeCall, type Described, jsonContent, pathParameter, routeOf } from './operation.js';

const DEVICE = pathParameter('device', "The device's id.");

/** Devices and their topics. A device belongs to a user, so that guests have none. */
export function describePush(manifest: Manifest, { platforms, topics }: PushSection): Described {
  const users: Audience = { users: manifest.auth !== undefined && platforms.length > 0, guests: false };
  const { register, unregister, subscribe, unsubscribe } = ROUTES.push;
  const devices = [
    ...describeCall(
      {
        routeKey: register,
        operationId: 'pushRegister',
        summary: 'Register a device',
        body: jsonContent(registrationSchema(platforms)),
        status: 201,
        answer: { description: 'The device.', content: jsonContent(schemaRef('Device')) },
        problems: ['invalid-request', 'too-large', 'unsupported-media-type', 'validation-failed'],
      },
      users,
    ),
    ...describeCall(
      {
        routeKey: unregister,
        operationId: 'pushUnregister',
        summary: 'Forget a device',
        parameters: [DEVICE],
        status: 204,
        answer: { description: 'It is forgotten.' },
        problems: ['not-found'],
      },
      users,
    ),
  ];
  const subscriptions = Object.entries(topics).flatMap(([topic, { rules }]) => {
    const call = (routeKey: string, verb: string) => ({
      routeKey: routeOf(routeKey, 'topic', topic),
      operationId: `push${capitalize(topic)}${capitalize(verb)}`,
      summary: `${capitalize(verb)} a device: ${topic}`,
      parameters: [DEVICE],
      status: 204,
      answer: { description: 'It is done.' },
      problems: ['forbidden', 'not-found'] as const,
    });
    const audience = { users: users.users && audienceOf(manifest, { rules }, [undefined]).users, guests: false };
    return [...describeCall(call(subscribe, 'subscribe'), audience), ...describeCall(call(unsubscribe, 'unsubscribe'), audience)];
  });
  return { operations: [...devices, ...subscriptions], schemas: { Device: DEVICE_SCHEMA } };
}

function registrationSchema(platforms: readonly string[]): JsonSchema {
  return {
    type: 'object',
    properties: {
      platform: { type: 'string', enum: platforms },
      token: { type: 'string', description: "The platform's token of the device." },
    },
    required: ['platform', 'token'],
    additionalProperties: false,
  };
}

const DEVICE_SCHEMA: JsonSchema = {
  type: 'object',
  properties: { id: { type: 'string' }, platform: { type: 'string' } },
  required: ['id', 'platform'],
};

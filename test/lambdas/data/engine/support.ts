import type { Manifest, ModelSpec } from '../../../../lib/manifest/index';
import { createCursors } from '../../../../lambdas/shared/cursor/index';
import { type DynamoDb, DynamoDbError, type AttributeMap } from '../../../../lambdas/shared/dynamodb/index';
import { Deadline } from '../../../../lambdas/shared/deadline';
import type { Context } from '../../../../lambdas/shared/entry';
import { createDataEngine } from '../../../../lambdas/data/engine/index';

export const NOTES: ModelSpec = {
  fields: {
    title: { type: 'string', required: true },
    text: { type: 'string' },
    published: { type: 'boolean', defaultValue: false },
    rank: { type: 'integer' },
    tags: { type: 'list', items: { type: 'string' } },
    address: { type: 'object', fields: { street: { type: 'string' }, city: { type: 'string' } } },
    extra: { type: 'json' },
  },
  rules: [
    { allow: 'owner' },
    { allow: 'guest', operations: ['get', 'list'], when: [{ field: 'published', value: true }] },
    { allow: 'group', group: 'editors', operations: ['update'] },
  ],
  indexes: {
    newest: { partition: ['owner'], sort: ['createdAt'] },
    shelf: { partition: ['published', 'title'], sort: ['rank', 'text'] },
  },
};

export function manifestOf(models: Record<string, ModelSpec>): Manifest {
  return { manifestVersion: 1, backendId: 'shop', auth: { ownerClaim: 'sub', userName: 'uuid', groups: ['editors'] }, data: { models } };
}

export interface Asked {
  readonly operation: string;
  readonly input: any;
}

/** A DynamoDB that gives these answers in this order (an error is thrown), and tells what it was asked. */
export function scripted(...answers: (object | Error)[]) {
  const asked: Asked[] = [];
  const dynamodb = new Proxy({} as DynamoDb, {
    get: (_, operation: string) => async (input: unknown) => {
      asked.push({ operation, input });
      const answer = answers.shift();
      if (answer === undefined) throw new Error(`unexpected ${operation}`);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { dynamodb, asked };
}

export function failedCondition(item?: AttributeMap, attempts = 1): DynamoDbError {
  return new DynamoDbError({
    name: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
    status: 400,
    retryable: false,
    attempts,
    fields: item && { Item: item },
  });
}

export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 6);
export const AT = '2026-01-02T03:04:05.006Z';
/** A key made at NOW. */
export const KEY = '019b7ca9-8c8e-7000-8000-0123456789ab';
export const ID = '0198c0de-0000-7000-8000-0123456789ab';

export function contextWith(dynamodb: DynamoDb, models: Record<string, ModelSpec> = { notes: NOTES }): Context {
  return {
    manifest: manifestOf(models),
    binding: {},
    environment: {},
    dynamodb,
    cursors: createCursors(async () => 'a secret of at least thirty-two characters'),
    deadline: new Deadline(),
    now: () => NOW,
  };
}

/** An engine over a script. */
export function engineOver(...answers: (object | Error)[]) {
  const { dynamodb, asked } = scripted(...answers);
  return { engine: createDataEngine(contextWith(dynamodb)), asked };
}

/** A note of Ann's as it is stored. */
export function storedNote(attributes: AttributeMap = {}): AttributeMap {
  return {
    id: { S: ID },
    title: { S: 'Hello' },
    published: { BOOL: false },
    _key_published: { S: 'false' },
    owner: { S: 'ann' },
    version: { N: '3' },
    createdAt: { S: '2026-01-01T00:00:00.000Z' },
    updatedAt: { S: '2026-01-01T00:00:00.000Z' },
    ...attributes,
  };
}

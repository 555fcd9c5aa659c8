import type { Access } from '../../../../../lambdas/shared/access';
import { createDataEngine, type DataEngine } from '../../../../../lambdas/data/engine/index';
import type { ModelSpec } from '../../../../../lib/manifest/index';
import { MemoryDynamoDb } from '../../../../support/memory-dynamodb/index';
import { contextWith, NOW } from '../support';
import { accessOf, adminAccess } from '../../../../../lambdas/shared/access';
import { Deadline } from '../../../../../lambdas/shared/deadline';
import { uuidv7 } from '../../../../../lambdas/shared/uuid';

export const ann = accessOf({ owner: 'ann', groups: [] });
export const bob = accessOf({ owner: 'bob', groups: [] });
export const admin = adminAccess();

export const problem = (code: string, extra = {}) => expect.objectContaining({ code, ...extra });

export const key = () => uuidv7(NOW);

/** An engine over a DynamoDB in memory. */
export function memoryEngine(models: Record<string, ModelSpec>): {
  engine: DataEngine;
  dynamodb: MemoryDynamoDb;
  clock: { now: number };
  deadline: Deadline;
  operations(): string[];
} {
  const dynamodb = new MemoryDynamoDb();
  const clock = { now: NOW };
  const deadline = new Deadline();
  const engine = createDataEngine({ ...contextWith(dynamodb.client, models), deadline, now: () => clock.now });
  return { engine, dynamodb, clock, deadline, operations: () => dynamodb.calls.splice(0).map(({ operation }) => operation) };
}

export type { Access };

/** A shop: what is unique, what relates, what ends. */
export const SHOP: Record<string, ModelSpec> = {
  shelves: {
    fields: { name: { type: 'string' }, open: { type: 'boolean', defaultValue: true } },
    rules: [{ allow: 'owner' }],
    indexes: {},
  },
  products: {
    fields: {
      name: { type: 'string', required: true },
      slug: { type: 'string', unique: true },
      code: { type: 'integer', unique: true },
      stock: { type: 'integer', min: 0, defaultValue: 0 },
      until: { type: 'datetime', ttl: true },
      shelfId: { type: 'id' },
      secret: { type: 'string', hidden: true, readOnly: true },
    },
    rules: [{ allow: 'owner' }],
    indexes: {},
    relations: { shelf: { kind: 'belongsTo', model: 'shelves', field: 'shelfId', onDelete: 'cascade' } },
  },
  notes: {
    fields: { text: { type: 'string' }, shelfId: { type: 'id' } },
    rules: [{ allow: 'related', relation: 'shelf' }],
    indexes: {},
    relations: { shelf: { kind: 'belongsTo', model: 'shelves', field: 'shelfId', onDelete: 'cascade' } },
  },
};

export const NO_QUESTION = { members: {}, at: () => '' };

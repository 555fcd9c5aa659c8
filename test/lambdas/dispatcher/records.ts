import type { StreamRecord } from '../../../lambdas/dispatcher/changes';
import { compileModel } from '../../../lambdas/shared/model/model';
import { marshalItem, type Value } from '../../../lambdas/shared/dynamodb';
import type { Manifest, TriggerSpec } from '../../../lib/manifest';

type Images = { old?: Record<string, Value>; new?: Record<string, Value> };

/** A record of DynamoDB Streams as Lambda hands it over. */
export function record(sequence: number, { old, new: now }: Images, table = 'shop.notes'): StreamRecord {
  return {
    eventID: `event-${sequence}`,
    eventName: now === undefined ? 'REMOVE' : old === undefined ? 'INSERT' : 'MODIFY',
    eventSourceARN: `arn:aws:dynamodb:eu-west-1:123456789012:table/${table}/stream/2026-01-01T00:00:00.000`,
    dynamodb: {
      Keys: marshalItem({ id: (now ?? old)?.id }),
      OldImage: old && marshalItem(old),
      NewImage: now && marshalItem(now),
      SequenceNumber: String(sequence),
      ApproximateCreationDateTime: 1_770_000_000,
    },
  };
}

const model = { fields: { title: { type: 'string' } }, rules: [], indexes: {} } as const;
export const NOTES = compileModel('notes', model, 'shop.notes');

export function manifestWith(triggers: Record<string, TriggerSpec[]>): Manifest {
  return {
    manifestVersion: 1,
    backendId: 'shop',
    data: { models: { notes: model, orders: { ...model, table: 'restored-orders' }, imported: model } },
    functions: {
      functions: Object.fromEntries(
        Object.entries(triggers).map(([name, list]) => [name, { input: {}, output: {}, invoke: 'direct', triggers: list }]),
      ),
    },
  };
}

import type { Manifest, ModelSpec } from '../../lib/manifest';

/** A backend with everything that a client can have. */
export const SHOP: Manifest = {
  manifestVersion: 1,
  backendId: 'shop',
  auth: { ownerClaim: 'sub', userName: 'uuid', groups: ['editors'] },
  data: {
    models: {
      notes: {
        description: 'What people write down.\nEvil: */ export const x = 1; /*',
        fields: {
          title: { type: 'string', required: true, maxLength: 5, description: 'One line.' },
          published: { type: 'boolean', defaultValue: false },
          kind: { type: 'choice', choices: ['idea', "it's"], required: true, defaultValue: 'idea' },
          rank: { type: 'integer' },
          due: { type: 'date' },
          tags: { type: 'list', items: { type: 'choice', choices: ['a', 'b'] }, maxItems: 3 },
          extra: { type: 'json' },
          address: { type: 'object', fields: { street: { type: 'string', required: true }, floor: { type: 'integer' } } },
        },
        rules: [{ allow: 'owner' }, { allow: 'guest', operations: ['get', 'list'], when: [{ field: 'published', value: true }] }],
        indexes: {
          newest: { partition: ['owner'], sort: ['createdAt'] },
          ranked: { partition: ['kind', 'published'], sort: ['rank', 'due'] },
        },
      },
      logs: {
        fields: { line: { type: 'string', required: true } },
        rules: [{ allow: 'group', group: 'editors', operations: ['get', 'list'] }],
        indexes: {},
        allowScan: true,
      },
    },
  },
  files: { spaces: { attachments: { rules: [{ allow: 'owner' }, { allow: 'guest', operations: ['get'] }], maxSize: 1000 } } },
  functions: {
    functions: {
      summarize: {
        rules: [{ allow: 'authenticated' }],
        input: { note: { type: 'id', required: true }, length: { type: 'integer', defaultValue: 10 } },
        output: { text: { type: 'string', required: true } },
        invoke: 'direct',
        triggers: [],
      },
      ping: { rules: [{ allow: 'guest' }], input: {}, output: {}, invoke: 'handler', triggers: [] },
      nightly: { input: {}, output: {}, invoke: 'direct', triggers: [{ on: 'schedule', expression: 'rate(1 day)' }] },
    },
  },
  push: { platforms: ['fcm', 'apnsSandbox'], topics: { news: { rules: [{ allow: 'authenticated' }] } } },
};

/** A backend with data only, whose users some other system signs in. */
export const DATA_ONLY: Manifest = {
  manifestVersion: 1,
  backendId: 'data-only',
  data: { models: { notes: SHOP.data?.models.notes as ModelSpec } },
};

/** A backend of many models, each as large as ordinary ones are. */
export function manyModels(count: number): Manifest {
  const model: ModelSpec = {
    fields: {
      title: { type: 'string', required: true },
      text: { type: 'string' },
      published: { type: 'boolean', defaultValue: false },
      kind: { type: 'choice', choices: ['a', 'b', 'c'] },
      amount: { type: 'number', min: 0 },
      due: { type: 'datetime' },
      tags: { type: 'list', items: { type: 'string' } },
      address: { type: 'object', fields: { street: { type: 'string', required: true }, city: { type: 'string' } } },
    },
    rules: [{ allow: 'owner' }],
    indexes: { newest: { partition: ['owner'], sort: ['createdAt'] }, byKind: { partition: ['kind'], sort: ['amount'] } },
  };
  return {
    ...SHOP,
    data: { models: Object.fromEntries(Array.from({ length: count }, (_, index) => [`model${index}`, model])) },
  };
}

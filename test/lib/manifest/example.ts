import { type Fields, MANIFEST_VERSION, type Manifest, type ModelSpec } from '../../../lib/manifest';

/** A manifest that has at least one of everything, and no fault. */
export const EXAMPLE: Manifest = {
  manifestVersion: MANIFEST_VERSION,
  backendId: 'shop',
  auth: { ownerClaim: 'sub', userName: 'uuid', groups: ['editors', 'staff'] },
  data: {
    models: {
      notes: {
        fields: {
          title: { type: 'string', required: true, minLength: 1, maxLength: 200, pattern: '\\S.*' },
          published: { type: 'boolean', defaultValue: false, description: 'Whether guests may read it.' },
          stars: { type: 'integer', min: 0, max: 5 },
          weight: { type: 'number' },
          due: { type: 'datetime' },
          day: { type: 'date' },
          kind: { type: 'choice', choices: ['draft', 'final'], defaultValue: 'draft' },
          notebook: { type: 'id' },
          tags: { type: 'list', items: { type: 'string', maxLength: 20 }, maxItems: 20 },
          extra: { type: 'json' },
          address: { type: 'object', fields: { street: { type: 'string', required: true }, land: { type: 'string', defaultValue: 'NO' } } },
        },
        rules: [
          { allow: 'owner' },
          { allow: 'guest', operations: ['get', 'list'], when: [{ field: 'published', value: true }] },
          { allow: 'allOf', rules: [{ allow: 'group', group: 'editors' }, { allow: 'authenticated' }], operations: ['update'] },
        ],
        indexes: {
          newest: { partition: ['owner'], sort: ['createdAt'] },
          byKind: { partition: ['kind', 'published'], sort: ['stars', 'title'] },
        },
        description: 'What people write.',
      },
      tags: { fields: { label: { type: 'string' } }, rules: [{ allow: 'authenticated' }], indexes: {}, allowScan: true, table: 'old-tags' },
    },
  },
  files: { spaces: { attachments: { rules: [{ allow: 'owner' }], maxSize: 10_485_760, contentTypes: ['image/*', 'application/pdf'] } } },
  functions: {
    functions: {
      summarize: {
        rules: [{ allow: 'authenticated' }],
        input: { text: { type: 'string', required: true } },
        output: { summary: { type: 'string', required: true } },
        invoke: 'direct',
        triggers: [],
      },
      index: {
        input: {},
        output: {},
        invoke: 'handler',
        triggers: [
          { on: 'change', model: 'notes', operations: ['create', 'update'] },
          { on: 'file', space: 'attachments' },
          { on: 'schedule', expression: 'rate(5 minutes)' },
        ],
      },
    },
  },
  push: { platforms: ['apns', 'fcm'], topics: { news: { rules: [{ allow: 'guest' }] } } },
  extensions: { search: { anything: 1 } },
};

const notes = EXAMPLE.data?.models.notes as ModelSpec;

/** The example with its model `notes` changed. */
export function withModel(changes: Partial<ModelSpec>): Manifest {
  return { ...EXAMPLE, data: { models: { ...EXAMPLE.data?.models, notes: { ...notes, ...changes } } } };
}

/** The example with these fields more in its model `notes`. */
export function withFields(fields: Fields): Manifest {
  return withModel({ fields: { ...notes.fields, ...fields } });
}

/** The manifest of a backend with all five capabilities and `models` models of five fields and two indexes. */
export function manifest(models) {
  const model = {
    fields: {
      title: { type: 'string', required: true, maxLength: 200 },
      kind: { type: 'choice', choices: ['a', 'b', 'c'] },
      count: { type: 'integer', min: 0 },
      published: { type: 'boolean', defaultValue: false },
      due: { type: 'datetime' },
    },
    rules: [{ allow: 'owner' }, { allow: 'guest', operations: ['get', 'list'], when: [{ field: 'published', value: true }] }],
    indexes: { newest: { partition: ['owner'], sort: ['createdAt'] }, byKind: { partition: ['kind'], sort: ['updatedAt'] } },
  };
  return {
    manifestVersion: 1,
    backendId: 'bench',
    auth: { ownerClaim: 'sub', userName: 'uuid', groups: ['editors'] },
    data: { models: Object.fromEntries(Array.from({ length: models }, (_, i) => [`model${i}`, model])) },
    files: { spaces: { attachments: { rules: [{ allow: 'owner' }], maxSize: 1_000_000 } } },
    functions: {
      functions: {
        summarize: {
          rules: [{ allow: 'authenticated' }],
          input: { text: { type: 'string', required: true } },
          output: { words: { type: 'integer', required: true } },
          invoke: 'direct',
          triggers: [],
        },
      },
    },
    push: { platforms: ['fcm'], topics: { news: { rules: [{ allow: 'authenticated' }] } } },
  };
}

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

/** A backend with every kind of field, relation and index. */
export const LIBRARY: Manifest = {
  manifestVersion: 1,
  backendId: 'library',
  data: {
    models: {
      books: {
        fields: {
          title: { type: 'string', required: true },
          kind: { type: 'choice', choices: ['novel', 'essay'], required: true, defaultValue: 'novel' },
          isbn: { type: 'string', required: true, immutable: true, unique: true },
          pages: { type: 'integer', min: 1 },
          price: { type: 'number' },
          lent: { type: 'boolean', required: true, defaultValue: false },
          added: { type: 'datetime', defaultFrom: 'now', readOnly: true },
          printed: { type: 'date' },
          opens: { type: 'time' },
          mail: { type: 'email' },
          site: { type: 'url' },
          telephone: { type: 'phone' },
          address: { type: 'ip' },
          cover: { type: 'bytes' },
          extra: { type: 'json' },
          tags: { type: 'list', items: { type: 'choice', choices: ['old', 'rare'] } },
          labels: { type: 'stringSet' },
          prices: { type: 'map', items: { type: 'number' } },
          publisher: {
            type: 'object',
            typeName: 'Publisher',
            fields: { name: { type: 'string', required: true }, city: { type: 'string' } },
          },
          binding: { type: 'object', fields: { made: { type: 'boolean', required: true, defaultValue: true } } },
          note: { type: 'string', rules: [{ allow: 'owner' }] },
          secret: { type: 'string', hidden: true },
          authorId: { type: 'id', required: true },
        },
        rules: [{ allow: 'owner' }],
        indexes: {
          newest: { partition: ['owner'], sort: ['createdAt'] },
          ranked: { partition: ['kind', 'lent'], sort: ['pages', 'printed'] },
          byAuthor: { partition: ['authorId'], sort: [] },
        },
        relations: {
          author: { kind: 'belongsTo', model: 'authors', field: 'authorId', onDelete: 'restrict' },
          reviews: { kind: 'hasMany', model: 'reviews', field: 'bookId', index: 'byBook' },
          shelves: { kind: 'manyToMany', model: 'shelves', through: 'placings', field: 'bookId', index: 'byBook', otherField: 'shelfId' },
        },
      },
      authors: {
        fields: { name: { type: 'string', required: true } },
        rules: [{ allow: 'authenticated' }],
        indexes: {},
        relations: { books: { kind: 'hasMany', model: 'books', field: 'authorId', index: 'byAuthor' } },
      },
      reviews: {
        fields: { text: { type: 'string', required: true }, stars: { type: 'integer' }, bookId: { type: 'id', required: true } },
        rules: [{ allow: 'authenticated', operations: ['get', 'list'] }],
        indexes: { byBook: { partition: ['bookId'], sort: ['createdAt'] } },
        relations: { book: { kind: 'belongsTo', model: 'books', field: 'bookId', onDelete: 'cascade' } },
      },
      shelves: { fields: { place: { type: 'string' } }, rules: [{ allow: 'authenticated' }], indexes: {}, allowScan: true },
      placings: {
        fields: { bookId: { type: 'id', required: true }, shelfId: { type: 'id', required: true } },
        rules: [{ allow: 'authenticated' }],
        indexes: { byBook: { partition: ['bookId'], sort: ['createdAt'] } },
        relations: {
          book: { kind: 'belongsTo', model: 'books', field: 'bookId', onDelete: 'cascade' },
          shelf: { kind: 'belongsTo', model: 'shelves', field: 'shelfId', onDelete: 'cascade' },
        },
      },
    },
  },
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

import { randomUUID } from 'node:crypto';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { dataHandler } from '../../../lambdas/data/handler';
import { createCursors } from '../../../lambdas/shared/cursor/index';
import { Deadline } from '../../../lambdas/shared/deadline';
import { createDynamoDb } from '../../../lambdas/shared/dynamodb/index';
import type { HttpHandler } from '../../../lambdas/shared/http/index';
import { applyUpdate, type Fields, type FieldSpec, type ModelSpec, readUpdate, ROUTES, tableName } from '../../../lib/manifest/index';
import { httpEvent, type Sent } from '../../lambdas/shared/http/event';
import { BACKENDS } from './backends';
import { createModelTable } from './table';

const address: FieldSpec = {
  type: 'object',
  typeName: 'Address',
  fields: { city: { type: 'string', required: true }, tags: { type: 'stringSet' } },
};
const FIELDS: Fields = {
  at: { type: 'time' },
  mail: { type: 'email' },
  link: { type: 'url' },
  call: { type: 'phone' },
  host: { type: 'ip' },
  icon: { type: 'bytes' },
  labels: { type: 'stringSet', maxItems: 3 },
  scores: { type: 'map', items: { type: 'integer' }, maxItems: 3 },
  kinds: { type: 'list', items: { type: 'choice', choices: ['a', 'b'] }, maxItems: 4 },
  home: address,
  others: { type: 'list', items: address },
  keys: { type: 'map', items: { type: 'bytes' } },
  count: { type: 'integer', min: -5, max: 5 },
  madeAt: { type: 'datetime', defaultFrom: 'now', immutable: true },
  madeBy: { type: 'id', defaultFrom: 'caller', readOnly: true },
  code: { type: 'string', defaultFrom: 'uuid' },
  pin: { type: 'string', hidden: true },
  salary: { type: 'integer', rules: [{ allow: 'group', group: 'staff' }] },
};
const MODEL: ModelSpec = { fields: FIELDS, rules: [{ allow: 'owner' }], indexes: { byHost: { partition: ['host'], sort: ['at'] } } };

for (const { name, available, start } of BACKENDS) {
  (available ? describe : describe.skip)(`fields on ${name}`, () => {
    let backend: Awaited<ReturnType<typeof start>>;
    let handler: HttpHandler;
    const backendId = `fields-${randomUUID().slice(0, 8)}`;

    beforeAll(async () => {
      backend = await start();
      await createModelTable(backend.url, backendId, 'things', MODEL);
      const environment = {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL: backend.url,
      };
      handler = dataHandler(
        {
          manifest: { manifestVersion: 1, backendId, data: { models: { things: MODEL } } },
          binding: {},
          environment,
          dynamodb: createDynamoDb({ environment }),
          cursors: createCursors(async () => 'a secret of at least thirty-two characters'),
          deadline: new Deadline(),
          now: Date.now,
        },
        () => undefined,
      );
    }, 180_000);
    afterAll(() => backend.stop());

    async function call(operation: keyof typeof ROUTES.data, sent: Sent & { id?: string } = {}) {
      const { statusCode, body } = await handler(
        httpEvent(ROUTES.data[operation], { ...sent, path: { model: 'things', id: sent.id ?? '' } }),
      );
      return { status: statusCode, body: body && JSON.parse(body) };
    }

    it('stores each kind in its one form, and answers it', async () => {
      const { status, body } = await call('create', {
        body: {
          at: '08:30',
          mail: 'Ada@Example.COM',
          link: 'https://Example.com',
          call: '+4930123456',
          host: '2001:DB8:0::1',
          icon: 'aGk=',
          labels: ['b', 'a'],
          scores: { ann: 3, 'a b': -1 },
          kinds: ['b', 'a'],
          home: { city: 'Bern', tags: ['y', 'x'] },
          others: [{ city: 'Rom', tags: ['z'] }, { city: 'Ulm' }],
          keys: { a: 'aGk=', b: '' },
          pin: '1234',
        },
      });
      expect(status).toBe(201);
      expect(body).toMatchObject({
        at: '08:30:00',
        mail: 'Ada@example.com',
        link: 'https://example.com/',
        call: '+4930123456',
        host: '2001:db8::1',
        icon: 'aGk=',
        labels: ['a', 'b'],
        scores: { ann: 3, 'a b': -1 },
        kinds: ['b', 'a'],
        home: { city: 'Bern', tags: ['x', 'y'] },
        others: [{ city: 'Rom', tags: ['z'] }, { city: 'Ulm' }],
        keys: { a: 'aGk=', b: '' },
        madeAt: body.createdAt,
        madeBy: 'ann',
        code: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      });
      expect(body).not.toHaveProperty('pin');
      expect((await call('get', { id: body.id })).body).toEqual(body);
      const { items } = (await call('list', { query: { host: '2001:db8:0:0::1', at: '08:30' } })).body;
      expect(items).toEqual([body]);

      const admin = new DynamoDB({
        endpoint: backend.url,
        region: 'us-east-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      });
      const { Item = {} } = await admin.getItem({ TableName: tableName(backendId, 'things'), Key: { id: { S: body.id } } });
      admin.destroy();
      expect(Item).toMatchObject({
        icon: { B: Buffer.from('hi') },
        labels: { SS: expect.arrayContaining(['a', 'b']) },
        pin: { S: '1234' },
      });
      expect(Item.home?.M?.tags).toEqual({ SS: expect.arrayContaining(['x', 'y']) });
      expect(Item.keys?.M?.a).toEqual({ B: Buffer.from('hi') });
    });

    it('an empty set is none', async () => {
      const { body } = await call('create', { body: { labels: [], home: { city: 'Bern', tags: [] } } });
      expect(body.home).toEqual({ city: 'Bern' });
      expect(body).not.toHaveProperty('labels');
      await call('update', { id: body.id, body: { labels: ['a'] } });
      expect((await call('update', { id: body.id, body: { labels: [] } })).body).not.toHaveProperty('labels');
    });

    it('callers set neither what is readOnly nor, again, what is immutable', async () => {
      expect((await call('create', { body: { madeBy: 'bob' } })).status).toBe(422);
      const { body } = await call('create', { body: {} });
      expect((await call('update', { id: body.id, body: { madeBy: 'bob' } })).status).toBe(422);
      expect((await call('update', { id: body.id, body: { madeAt: '2020-01-01T00:00:00Z' } })).status).toBe(422);
      expect((await call('update', { id: body.id, body: { madeAt: body.madeAt } })).status).toBe(200);
      const replaced = await call('replace', { id: body.id, body: { mail: 'a@b.ch' }, headers: { 'if-match': '*' } });
      expect(replaced.body).toMatchObject({ mail: 'a@b.ch', madeAt: body.madeAt, madeBy: 'ann', version: 3 });
    });

    it('who may not set a field replaces the rest', async () => {
      const staff = { groups: ['staff'] };
      const { body } = await call('create', { body: { mail: 'a@b.ch', salary: 7 }, ...staff });
      const replace = (values: object, more: object = {}) =>
        call('replace', { id: body.id, body: values, headers: { 'if-match': '*' }, ...more });
      expect((await replace({ salary: 8 })).status).toBe(403);
      const replaced = await replace({ call: '+4930123456' });
      expect(replaced.status).toBe(200);
      expect(replaced.body).not.toHaveProperty('salary');
      expect((await call('get', { id: body.id, ...staff })).body).toMatchObject({ salary: 7, call: '+4930123456', version: 2 });
      expect((await replace({ salary: null }, staff)).body).toMatchObject({ version: 3 });
      expect((await call('get', { id: body.id, ...staff })).body).not.toHaveProperty('salary');
    });

    it('any updates make of an item what the manifest says', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.record({ body: updates, matched: fc.boolean() }), { minLength: 1, maxLength: 6 }), async (writes) => {
          const { id, version, createdAt, updatedAt, owner, ...fields } = (await call('create', { body: { home: { city: 'Bern' } } })).body;
          let model: Record<string, unknown> = fields;
          let at = version;
          for (const { body, matched } of writes) {
            const { update, errors } = readUpdate(FIELDS, body);
            const next = errors.length > 0 ? { value: model, errors } : applyUpdate(FIELDS, model, update);
            const answer = await call('update', { id, body, ...(matched && { headers: { 'if-match': `"${at}"` } }) });
            expect({ body, status: answer.status }).toEqual({ body, status: next.errors.length > 0 ? 422 : 200 });
            if (next.errors.length > 0) continue;
            model = next.value;
            at = answer.body.version;
            expect(answer.body).toEqual({ id, version: at, createdAt, updatedAt: answer.body.updatedAt, owner, ...model });
          }
          expect((await call('get', { id })).body).toMatchObject(model);
        }),
        { numRuns: 40 },
      );
    }, 120_000);
  });
}

const letters = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 2 });
const kinds = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 2 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 4 });
const some = (members: Record<string, fc.Arbitrary<unknown>>) => fc.record(members, { requiredKeys: [] });

/** Patches and operators, right ones and some that break a limit or name a field twice. */
const updates = fc
  .record({
    patch: some({
      labels: orNull(letters),
      count: orNull(fc.integer({ min: -5, max: 5 })),
      scores: orNull(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), orNull(fc.nat(9)), { maxKeys: 2 })),
      home: orNull(some({ city: fc.constant('Rom'), tags: orNull(letters) })),
    }),
    operators: some({
      $increment: fc.record({ count: fc.integer({ min: -3, max: 3 }) }),
      $append: fc.record({ kinds }),
      $remove: fc.record({ kinds }),
      $addToSet: fc.record({ labels: letters }),
      $removeFromSet: fc.record({ labels: letters }),
      $setIfAbsent: some({ mail: fc.constant('a@b.ch'), icon: fc.constant('aGk='), code: fc.constant('x') }),
    }),
  })
  .map(({ patch, operators }) => ({ ...patch, ...operators }));

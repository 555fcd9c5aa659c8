import { MAX_IDS, MAX_WRITES } from '../../../client/data/batches';
import * as manifest from '../../../lib/manifest';
import { createSend } from '../../../client/core/request';
import { createData } from '../../../client/data';
import { CONFIG, json, problem, rejection, type Reply, script, type Sent } from '../scripted';

function notes(...replies: Reply[]) {
  const fetch = script(...replies);
  const send = createSend(CONFIG, 'hash', () => 'token', { fetch });
  return { notes: createData(send, { notes: [[], []] }, { attempts: 3 }).notes, sent: fetch.sent };
}

const ids = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`);
const items = (wanted: readonly string[]) => wanted.map((id) => ({ id }));
const busy = { status: 429, problem: { type: 'urn:plinth:problem:too-many-requests', title: 'Slow down' } };

test('the client takes as many at once as the API does', () => {
  expect({ MAX_IDS, MAX_WRITES }).toEqual({ MAX_IDS: manifest.MAX_IDS, MAX_WRITES: manifest.MAX_WRITES });
});

beforeEach(() => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('items by their ids', () => {
  const found = ({ body }: Sent) => json(200, { items: items(body.ids.toReversed()), missing: [] });

  test('come in the order of the ids, whatever number, each asked for once', async () => {
    const { notes: model, sent } = notes(found);
    const wanted = [...ids(250), 'n0'];
    expect(await model.batchGet(wanted, { include: { author: true } })).toEqual(items(wanted));
    expect(sent.map(({ body }) => body.ids.length)).toEqual([100, 100, 50]);
    expect(sent[0]).toMatchObject({ method: 'POST', url: 'https://api.test/data/notes/batch-get', body: { include: { author: true } } });
  });

  test('of which some are missing are the others', async () => {
    const { notes: model } = notes(json(200, { items: [{ id: 'b' }], missing: ['a'] }));
    expect(await model.batchGet(['a', 'b'])).toEqual([{ id: 'b' }]);
  });

  test('that were not come to are asked for again, as long as some come', async () => {
    const one = ({ body }: Sent) => json(200, { items: items(body.ids.slice(0, 1)), missing: [], unprocessed: body.ids.slice(1) });
    const { notes: model, sent } = notes(one);
    expect(await model.batchGet(ids(5))).toEqual(items(ids(5)));
    expect(sent).toHaveLength(5);
  });

  test('of which none come in the end are an error', async () => {
    const { notes: model, sent } = notes(({ body }: Sent) => json(200, { items: [], missing: [], unprocessed: body.ids }));
    expect(await rejection(model.batchGet(['a']))).toMatchObject({ code: 'unavailable' });
    expect(sent).toHaveLength(3);
  });

  test('of no ids ask nothing', async () => {
    const { notes: model, sent } = notes(found);
    expect(await model.batchGet([])).toEqual([]);
    expect(sent).toHaveLength(0);
  });
});

describe('writes', () => {
  const done = ({ body }: Sent) => json(200, { results: body.writes.map(({ create }: any) => ({ status: 201, item: create })) });

  test('are cut, each with a key of its own, and their outcomes are in their order', async () => {
    const { notes: model, sent } = notes(done);
    const outcomes = await model.batchWrite(ids(60).map((id) => ({ create: { id } })));
    expect(outcomes).toEqual(items(ids(60)).map((item) => ({ ok: true, item })));
    expect(sent.map(({ body }) => body.writes.length)).toEqual([25, 25, 10]);
    const keys = sent.flatMap(({ body }) => body.writes.map(({ key }: { key: string }) => key));
    expect(new Set(keys).size).toBe(60);
  });

  test('are told each why it was refused, with the others done', async () => {
    const refused = {
      status: 412,
      problem: { type: 'urn:plinth:problem:version-mismatch', title: 'It has changed', current: { id: 'b' } },
    };
    const { notes: model, sent } = notes(json(200, { results: [{ status: 200, item: { id: 'a' } }, refused, { status: 204 }] }));
    const writes = [{ update: { title: 'x' }, id: 'a' }, { update: { title: 'x' }, id: 'b', ifVersion: 1 }, { delete: 'c' }];
    expect(await model.batchWrite(writes)).toMatchObject([
      { ok: true, item: { id: 'a' } },
      { ok: false, error: { name: 'BackendError', code: 'version-mismatch', status: 412, current: { id: 'b' } } },
      { ok: true },
    ]);
    expect(sent).toHaveLength(1);
  });

  test('that could not be done just then are sent again, alone and with their keys', async () => {
    const { notes: model, sent } = notes(
      json(200, { results: [{ status: 204 }, busy] }),
      json(200, { results: [busy] }),
      json(200, { results: [{ status: 204 }] }),
    );
    expect(await model.batchWrite([{ delete: 'a' }, { delete: 'b' }])).toEqual([{ ok: true }, { ok: true }]);
    const [first, second, third] = sent.map(({ body }) => body.writes);
    expect(second).toEqual([first[1]]);
    expect(third).toEqual(second);
  });

  test('are given up after as many attempts as other calls', async () => {
    const { notes: model, sent } = notes(json(200, { results: [busy] }));
    expect(await model.batchWrite([{ delete: 'a' }])).toMatchObject([{ ok: false, error: { code: 'too-many-requests' } }]);
    expect(sent).toHaveLength(3);
  });

  test('whose keys are not of now are sent again with others', async () => {
    const stale = { status: 422, problem: { type: 'urn:plinth:problem:stale-key', title: 'Not of now' } };
    const { notes: model, sent } = notes(json(200, { results: [stale] }), json(200, { results: [{ status: 204 }] }));
    expect(await model.batchWrite([{ delete: 'a' }])).toEqual([{ ok: true }]);
    expect(sent[1]?.body.writes[0].key).not.toBe(sent[0]?.body.writes[0].key);
  });

  test('of a part that fails are refused, and the other parts are not', async () => {
    const { notes: model } = notes((request) => (request.body.writes[0].create.id === 'n25' ? problem(403, 'forbidden') : done(request)));
    const outcomes = await model.batchWrite(ids(50).map((id) => ({ create: { id } })));
    expect(outcomes.map(({ ok }: { ok: boolean }) => ok)).toEqual([...ids(25).map(() => true), ...ids(25).map(() => false)]);
    expect(outcomes[49].error.code).toBe('forbidden');
  });

  test('end when they are aborted', async () => {
    const controller = new AbortController();
    const { notes: model } = notes(() => {
      controller.abort();
      return new Promise(() => {});
    });
    expect((await rejection(model.batchWrite([{ delete: 'a' }], { signal: AbortSignal.abort() }))).name).toBe('AbortError');
  });
});

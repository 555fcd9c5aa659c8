import { badBodies } from './bad-bodies';
import type { Call, Operation } from './calls';
import type { World } from './world';

export const PART = { name: 'Wheel', size: { width: 1 }, tags: ['round'], extra: null };

/** What each model is made of, changed to, and listed by. */
const MODELS: Readonly<
  Record<string, { create?: object; update?: object; list?: Record<string, string>; filter?: object; include?: object }>
> = {
  parts: {
    create: PART,
    update: { name: 'Tyre' },
    list: { owner: 'me' },
    filter: { name: { beginsWith: 'W' } },
    include: { repairs: { limit: 1 } },
  },
  repairs: {
    create: { note: 'Glued' },
    update: { note: 'Welded' },
    list: { partId: 'missing' },
    include: { part: { include: { repairs: true } } },
  },
  articles: {
    create: { title: 'News', published: true },
    update: { title: 'Old news' },
    list: { section: 'news' },
    filter: { or: [{ published: true }, { reviewed: true }] },
  },
  notices: { create: { text: 'Hear' }, update: { text: 'Hear, hear' }, list: {}, filter: { text: { contains: 'Hear' } } },
  suggestions: { create: { text: 'More light' }, list: {} },
  tasks: { create: { title: 'Sweep' }, update: { done: true } },
  echoes: { create: {}, update: { count: 100 } },
  sightings: { list: { subject: 'clock' } },
};

/** How a route of data is called, by its method and what its path ends with. */
const ROUTES: Readonly<Record<string, (path: string, model: string, world: World, guest: boolean) => Promise<Call[]>>> = {
  'GET ': async (path, model) => {
    const { list, filter, include } = MODELS[model]!;
    const query = (more: Record<string, string> = {}) => `${path}?${new URLSearchParams({ ...list, ...more })}`;
    return [
      { path: query(), status: 200 },
      { path: query({ limit: '1', ...asText({ filter, include }) }), status: 200 },
      { path: query({ nonsense: '1' }), status: 400 },
    ];
  },
  'POST ': async (path, model) => [
    { path, body: MODELS[model]!.create, status: 201 },
    { path, body: MODELS[model]!.create, headers: { 'idempotency-key': 'one' }, status: 400 },
    ...badBodies(path),
  ],
  'POST query': async (path, model) => {
    const { list, filter, include } = MODELS[model]!;
    return [{ path, body: { ...list, limit: 1, filter, include }, status: 200 }, ...badBodies(path, 400)];
  },
  'POST count': async (path, model) => {
    const { list, filter } = MODELS[model]!;
    return [{ path, body: { ...list, filter }, status: 200 }, { path, body: { ...list, limit: 1 }, status: 400 }, ...badBodies(path, 400)];
  },
  'POST batch-get': async (path, model, world) => {
    const { create, include } = MODELS[model]!;
    return [{ path, body: { ids: [await world.item(model, create), 'missing'], include }, status: 200 }, ...badBodies(path, 400)];
  },
  'POST batch-write': async (path, model, world, guest) => {
    const { create, update } = MODELS[model]!;
    const id = guest ? 'missing' : await world.item(model, create);
    const writes = [
      { create },
      { create: { nonsense: 1 } },
      ...(update ? [{ update, id }] : []),
      { upsert: create, id },
      { delete: 'missing' },
    ];
    return [{ path, body: { writes }, status: 200 }, ...badBodies(path, 400)];
  },
  'GET {id}': async (path, model, world) => {
    const { create, include } = MODELS[model]!;
    const id = await world.item(model, create);
    return [
      { path: at(path, id), status: 200 },
      ...(include ? [{ path: `${at(path, id)}?${new URLSearchParams(asText({ include }))}`, status: 200 }] : []),
      ...(include ? [{ path: `${at(path, id)}?include=1`, status: 400 }] : []),
      { path: at(path, 'missing'), status: 404 },
    ];
  },
  'PATCH {id}': async (path, model, world) => {
    const { create, update } = MODELS[model]!;
    const id = await world.item(model, create);
    return [
      { path: at(path, id), body: update, status: 200 },
      { path: `${at(path, id)}?${unless}`, body: update, status: 412 },
      { path: at(path, id), body: update, ...STALE },
      { path: at(path, 'missing'), body: update, status: 404 },
      ...badBodies(at(path, id)),
    ];
  },
  'PUT {id}': async (path, model, world, guest) => {
    const { create, update } = MODELS[model]!;
    const made: Call = { path: at(path, crypto.randomUUID()), body: create, status: 201 };
    // Who may only make items, says so.
    if (guest || update === undefined) return [{ ...made, headers: { 'if-none-match': '*' } }];
    const id = await world.item(model, create);
    return [
      made,
      { path: at(path, id), body: create, status: 200 },
      { path: at(path, id), body: create, ...STALE },
      { path: at(path, 'missing'), body: create, headers: { 'if-match': '*' }, status: 404 },
      { path: at(path, id), body: create, headers: { 'if-none-match': '*' }, status: 409 },
      ...badBodies(at(path, id)),
    ];
  },
  'DELETE {id}': async (path, model, world) => {
    const id = await world.item(model, MODELS[model]!.create);
    return [
      { path: at(path, id), ...STALE },
      { path: `${at(path, id)}?${unless}`, status: 412 },
      { path: at(path, id), headers: { 'if-match': 'one' }, status: 400 },
      { path: at(path, id), status: 204 },
      { path: at(path, 'missing'), status: 404 },
    ];
  },
};

const at = (path: string, id: string) => path.replace('{id}', id);
const STALE = { headers: { 'if-match': '"99"' }, status: 412 };
/** A condition that no item meets. */
const unless = new URLSearchParams({ if: JSON.stringify({ id: 'another' }) });

function asText(members: Record<string, object | undefined>): Record<string, string> {
  const said = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said.map(([name, value]) => [name, JSON.stringify(value)]));
}

export async function dataCalls({ method, path, guest }: Operation, model: string, world: World): Promise<Call[]> {
  const end = path.split(`/${model}`)[1]!.slice(1);
  const calls = await ROUTES[`${method} ${end}`]!(path, model, world, guest);
  const writesAlone = method !== 'GET' && !['query', 'count', 'batch-get', 'batch-write'].includes(end);
  if (model !== 'articles' || guest || !writesAlone) return calls;
  return [...calls, { ...calls[0]!, as: 'outsider', status: 403 }];
}

export async function transactionCalls({ path, guest }: Operation, world: World): Promise<Call[]> {
  const suggestion = { model: 'suggestions', create: { text: 'More light' } };
  const refused = { path, body: { actions: [suggestion, { model: 'suggestions', create: {} }] }, status: 409 };
  if (guest) return [{ path, body: { actions: [suggestion] }, status: 200 }, refused, ...badBodies(path, 400)];
  const id = await world.item('parts', PART);
  const actions = [suggestion, { model: 'parts', update: { name: 'Tyre' }, id }, { model: 'articles', create: { title: 'New' } }];
  return [{ path, body: { actions }, status: 200 }, refused, ...badBodies(path, 400)];
}

import { badBodies } from './bad-bodies';
import { dataCalls, PART, transactionCalls } from './data-calls';
import type { Sent, World } from './world';

/** A call of one operation, and how it is to be answered. */
export interface Call extends Omit<Sent, 'method'> {
  readonly status: number;
}

/** An operation as the document has it. */
export interface Operation {
  readonly method: string;
  /** `/guest/data/articles/{id}` */
  readonly path: string;
  readonly guest: boolean;
}

const INPUTS: Readonly<Record<string, object>> = {
  greet: { name: 'Ada' },
  greetPlainly: { name: 'Ada' },
  misbehave: { how: 'answer' },
  misbehavePlainly: { how: 'answer' },
  stall: { how: 'answer' },
  send: { to: 'nobody', title: 'Hello' },
};

/** At least one success of the operation, and the refusals that make sense for it, in the order in which they are to be sent. */
export async function callsOf(operation: Operation, world: World): Promise<Call[]> {
  const [capability, name = ''] = operation.path
    .replace(/^\/guest/, '')
    .split('/')
    .slice(1);
  const calls = await BY_CAPABILITY[capability!]!(operation, name, world);
  if (operation.guest) return calls.map((call) => ({ ...call, as: 'nobody' }));
  return [...calls, { path: calls[0]!.path, body: calls[0]!.body, as: 'nobody', status: 401 }];
}

const BY_CAPABILITY: Readonly<Record<string, (operation: Operation, name: string, world: World) => Promise<Call[]>>> = {
  data: dataCalls,
  transactions: async (operation, _, world) => transactionCalls(operation, world),

  files: async ({ method, path, guest }, space, world) => {
    if (method === 'POST') {
      return [
        { path, body: { name: 'a/b.txt', size: 1, contentType: 'text/plain' }, status: 201 },
        { path, body: { name: '../b.txt', size: -1, contentType: 'text' }, status: 422 },
        ...badBodies(path),
        ...(space === 'drafts'
          ? [{ path, body: { name: 'a', size: 1, contentType: 'text/plain' }, as: 'outsider' as const, status: 403 }]
          : []),
      ];
    }
    const file = await world.file(space, guest);
    if (!path.includes('{owner}')) {
      return [
        { path, status: 200 },
        { path: `${path}?limit=0`, status: 400 },
      ];
    }
    if (method === 'GET') {
      return [
        { path: file, status: 200 },
        { path: `${file}-not`, status: 404 },
      ];
    }
    // A group deletes whatever it likes, and again.
    const others = ['papers', 'posters'].includes(space) ? [{ path: `/files/${space}/somebody/a.txt`, status: 404 }] : [];
    return [{ path: file, status: 204 }, ...others];
  },

  functions: async ({ path }, name, world) => {
    const input = INPUTS[name] ?? { part: await world.item('parts', PART), as: 'caller' };
    const calls = [{ path, body: input, status: 200 }, ...badBodies(path)];
    switch (name) {
      case 'misbehave':
        return [
          ...calls,
          { path, body: { how: 'throw' }, status: 502 },
          { path, body: { how: 'never' }, status: 504 },
          { path, body: { how: 'refuse' }, status: 409 },
        ];
      case 'readPart':
        return [...calls, { path, body: { part: 'missing', as: 'caller' }, status: 404 }];
      case 'send':
        return [...calls, { path, body: input, as: 'outsider', status: 403 }];
      default:
        return calls;
    }
  },

  push: async ({ method, path }, _, world) => {
    if (method === 'POST') {
      return [{ path, body: { platform: 'fcm', token: 'x'.repeat(100) }, status: 201 }, ...badBodies(path)];
    }
    const at = (device: string) => path.replace('{device}', device);
    const calls = [
      { path: at(await world.device()), status: 204 },
      { path: at('missing'), status: method === 'PUT' ? 404 : 204 },
    ];
    return path.endsWith('/desk') && method === 'PUT' ? [...calls, { ...calls[0]!, as: 'outsider', status: 403 }] : calls;
  },
};

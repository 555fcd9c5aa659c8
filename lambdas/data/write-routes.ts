import { GUEST_PREFIX, HEADERS, type ProblemBody, ROUTES } from '../../lib/manifest/index.js';
import { accessOf } from '../shared/access.js';
import {
  accepted,
  created,
  etag,
  json,
  jsonText,
  noContent,
  problemBody,
  problemOf,
  type Request,
  type Route,
  versionIn,
} from '../shared/http/index.js';
import { Problem } from '../shared/problem.js';
import type { DataEngine, Item, WriteOptions, WriteResult, Written } from './engine/index.js';
import { listJson } from './several.js';

/** The routes that write. */
export function writeRoutes(engine: DataEngine): Readonly<Record<string, Route>> {
  const { create, update, replace, delete: remove, batchWrite, transact } = ROUTES.data;
  return {
    [create]: async (request) => {
      const { access, model } = target(request);
      return made(request, await engine.create(access, model, request.json(), { idempotencyKey: request.idempotencyKey }));
    },
    [update]: async (request) => {
      const { access, model, id } = target(request);
      const written = await engine.update(access, model, id, request.json(), optionsOf(request));
      return json(written.item, headersOf(written));
    },
    [replace]: async (request) => {
      const { access, model, id } = target(request);
      const options = optionsOf(request);
      const values = request.json();
      if (isOnlyIfNone(request, options)) return made(request, await engine.create(access, model, { ...objectIn(values), id }, options));
      const written =
        options.ifVersion === undefined
          ? await engine.upsert(access, model, id, values, options)
          : await engine.replace(access, model, id, values, options);
      return written.created ? made(request, written) : json(written.item, headersOf(written));
    },
    [remove]: async (request) => {
      const { access, model, id } = target(request);
      const deleted = await engine.delete(access, model, id, optionsOf(request));
      return (deleted.pending ? accepted : noContent)(replayHeader(deleted));
    },
    [batchWrite]: async (request) => {
      const { access, model } = target(request);
      const results = await engine.batchWrite(access, model, request.json());
      return jsonText(
        listJson(
          'results',
          results.map((result) => resultOf(result, request.id)),
          inShort,
        ),
      );
    },
    [transact]: async (request) => {
      const { items, replayed } = await engine.transact(accessOf(request.caller), request.json(), {
        idempotencyKey: request.idempotencyKey,
      });
      return jsonText(
        listJson('items', items, (item) => item && reference(item)),
        replayHeader({ replayed }),
      );
    },
  };
}

const target = (request: Request) => ({ access: accessOf(request.caller), model: request.path('model'), id: request.path('id') });

function made(request: Request, written: Written) {
  const location = `${request.guest ? GUEST_PREFIX : ''}/data/${request.path('model')}/${written.item.id}`;
  return created(written.item, location, headersOf(written));
}

const headersOf = (written: Written) => ({ etag: etag(written.item.version), ...replayHeader(written) });

const replayHeader = ({ replayed }: { readonly replayed: boolean }): Record<string, string> =>
  replayed ? { [HEADERS.idempotencyReplayed.toLowerCase()]: 'true' } : {};

function optionsOf(request: Request): WriteOptions {
  const { idempotencyKey } = request;
  return { ifVersion: versionIn(request.header('if-match')), if: conditionIn(request.query.get('if')), idempotencyKey };
}

/**
 * RFC 9110, 13.1.2: only where there is none. What is not there is like nothing, so no other condition goes with it.
 * @throws Problem `invalid-request`
 */
function isOnlyIfNone(request: Request, { ifVersion, if: condition }: WriteOptions): boolean {
  const ifNoneMatch = request.header('if-none-match');
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() !== '*') throw new Problem('invalid-request', 'If-None-Match must be *.');
  if (ifVersion !== undefined || condition !== undefined)
    throw new Problem('invalid-request', 'With If-None-Match there can be neither If-Match nor ?if.');
  return true;
}

function conditionIn(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('invalid-request', undefined, { errors: [{ pointer: '?if', detail: 'must be JSON' }] });
  }
}

function objectIn(body: unknown): object {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new Problem('validation-failed', 'The body must be an object.');
}

/** One of several results, with the status that the write alone would have. */
interface Result {
  readonly status: number;
  readonly item?: Item;
  readonly replayed?: boolean;
  readonly problem?: ProblemBody;
}

/** Of an item that is too large to be told beside others, which it is. */
const reference = ({ id, version }: Item) => ({ id, version });

const inShort = ({ item, problem, ...result }: Result) => ({
  ...result,
  ...(item && { item: reference(item) }),
  ...(problem && { problem: { ...problem, current: undefined } }),
});

function resultOf(result: WriteResult, requestId: string): Result {
  switch (result.kind) {
    case 'done': {
      const { item, created: isNew, replayed } = result.written;
      return { status: isNew ? 201 : 200, item, ...(replayed && { replayed }) };
    }
    case 'deleted': {
      const { pending, replayed } = result.deleted;
      return { status: pending ? 202 : 204, ...(replayed && { replayed }) };
    }
    case 'failed': {
      const problem = problemOf(result.error);
      return { status: problem.status, problem: problemBody(problem, requestId) };
    }
  }
}

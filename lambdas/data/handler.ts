import { GUEST_PREFIX, HEADERS, ROUTES } from '../../lib/manifest/index.js';
import { accessOf } from '../shared/access.js';
import type { Context } from '../shared/entry.js';
import { created, etag, type HttpHandler, httpHandler, json, noContent, type Request, router, versionIn } from '../shared/http/index.js';
import { createDataEngine, type WriteOptions, type Written } from './engine/index.js';
import { questionInJson, questionInText } from './engine/reading/question.js';

/** The routes of the data capability: HTTP in and out of the engine. */
export function dataHandler(context: Context, log?: (line: string) => void): HttpHandler {
  const engine = createDataEngine(context);
  const { create, list, query, count, get, batchGet, update, delete: remove } = ROUTES.data;
  return httpHandler({
    ownerClaim: context.manifest.auth?.ownerClaim,
    deadline: context.deadline,
    log,
    router: router({
      [create]: async (request) => {
        const { access, model } = read(request);
        const { idempotencyKey } = request;
        const written = await engine.create(access, model, request.json(), { idempotencyKey });
        return created(written.item, `${request.guest ? GUEST_PREFIX : ''}/data/${model}/${written.item.id}`, headersOf(written));
      },
      [list]: async (request) => {
        const { access, model } = read(request);
        return json(await engine.list(access, model, questionInText(request.query)));
      },
      [get]: async (request) => {
        const { access, model, id } = read(request);
        const item = await engine.get(access, model, id, questionInText(request.query));
        return json(item, { etag: etag(item.version) });
      },
      [batchGet]: async (request) => {
        const { access, model } = read(request);
        return json(await engine.batchGet(access, model, questionInJson(request.json())));
      },
      [query]: async (request) => {
        const { access, model } = read(request);
        return json(await engine.list(access, model, questionInJson(request.json())));
      },
      [count]: async (request) => {
        const { access, model } = read(request);
        return json(await engine.count(access, model, questionInJson(request.json())));
      },
      [update]: async (request) => {
        const { access, model, id } = read(request);
        const written = await engine.update(access, model, id, request.json(), writeOptions(request));
        return json(written.item, headersOf(written));
      },
      [remove]: async (request) => {
        const { access, model, id } = read(request);
        await engine.delete(access, model, id, { ifVersion: ifVersion(request) });
        return noContent();
      },
    }),
  });
}

/** Who calls for what. */
function read(request: Request) {
  return { access: accessOf(request.caller), model: request.path('model'), id: request.path('id') };
}

function headersOf({ item, replayed }: Written): Record<string, string> {
  return { etag: etag(item.version), ...(replayed && { [HEADERS.idempotencyReplayed.toLowerCase()]: 'true' }) };
}

function writeOptions(request: Request): WriteOptions {
  return { ifVersion: ifVersion(request), idempotencyKey: request.idempotencyKey };
}

const ifVersion = (request: Request) => versionIn(request.header('if-match'));

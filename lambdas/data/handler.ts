import { ROUTES } from '../../lib/manifest/index.js';
import { accessOf } from '../shared/access.js';
import type { Context } from '../shared/entry.js';
import { etag, type HttpHandler, httpHandler, json, type Request, router } from '../shared/http/index.js';
import { createDataEngine } from './engine/index.js';
import { questionInJson, questionInText } from './engine/reading/question.js';
import { writeRoutes } from './write-routes.js';

/** The routes of the data capability: HTTP in and out of the engine. */
export function dataHandler(context: Context, log?: (line: string) => void): HttpHandler {
  const engine = createDataEngine(context);
  const { list, query, count, get, batchGet } = ROUTES.data;
  return httpHandler({
    ownerClaim: context.manifest.auth?.ownerClaim,
    deadline: context.deadline,
    log,
    router: router({
      ...writeRoutes(engine),
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
    }),
  });
}

/** Who calls for what. */
function read(request: Request) {
  return { access: accessOf(request.caller), model: request.path('model'), id: request.path('id') };
}

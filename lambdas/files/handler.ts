import { GUEST_PREFIX, ROUTES } from '../../lib/manifest/index.js';
import { accessOf } from '../shared/access.js';
import { encodeKey, encodeRfc3986 } from '../shared/aws/s3.js';
import type { Context } from '../shared/entry.js';
import { created, type HttpHandler, httpHandler, json, noContent, type Request, router } from '../shared/http/index.js';
import { createFilesEngine } from './engine/index.js';
import type { Store } from './engine/store.js';

/** The routes of the files capability: HTTP in and out of the engine. */
export function filesHandler(context: Context, log?: (line: string) => void, store?: Store): HttpHandler {
  const engine = createFilesEngine(context, store);
  const { create, list, get, delete: remove } = ROUTES.files;
  return httpHandler({
    ownerClaim: context.manifest.auth?.ownerClaim,
    deadline: context.deadline,
    log,
    router: router({
      [create]: async (request) => {
        const { access, space } = read(request);
        const upload = await engine.upload(access, space, request.json());
        const { owner, name } = upload.file;
        return created(upload, `${request.guest ? GUEST_PREFIX : ''}/files/${space}/${encodeRfc3986(owner)}/${encodeKey(name)}`);
      },
      [list]: async (request) => {
        const { access, space } = read(request);
        return json(await engine.list(access, space, request.query));
      },
      [get]: async (request) => {
        const { access, space, owner, name } = read(request);
        return json(await engine.url(access, space, owner, name));
      },
      [remove]: async (request) => {
        const { access, space, owner, name } = read(request);
        await engine.delete(access, space, owner, name);
        return noContent();
      },
    }),
  });
}

/** Who calls for what. */
function read(request: Request) {
  return { access: accessOf(request.caller), space: request.path('space'), owner: request.path('owner'), name: request.path('name') };
}

import { ROUTES } from '../../lib/manifest/index.js';
import { accessOf } from '../shared/access.js';
import type { Sns } from '../shared/aws/sns.js';
import type { Context } from '../shared/entry.js';
import { created, type HttpHandler, httpHandler, noContent, type Request, router } from '../shared/http/index.js';
import { createPushEngine } from './engine/index.js';

/** The routes of the push capability: HTTP in and out of the engine. */
export function pushHandler(context: Context, log?: (line: string) => void, sns?: Sns): HttpHandler {
  const engine = createPushEngine(context, sns);
  const { register, unregister, subscribe, unsubscribe } = ROUTES.push;
  return httpHandler({
    ownerClaim: context.manifest.auth?.ownerClaim,
    deadline: context.deadline,
    log,
    router: router({
      [register]: async (request) => {
        const device = await engine.register(accessOf(request.caller), request.json());
        return created(device, `/push/devices/${device.id}`);
      },
      [unregister]: async (request) => {
        const { access, device } = read(request);
        await engine.unregister(access, device);
        return noContent();
      },
      [subscribe]: async (request) => {
        const { access, device, topic } = read(request);
        await engine.subscribe(access, device, topic);
        return noContent();
      },
      [unsubscribe]: async (request) => {
        const { access, device, topic } = read(request);
        await engine.unsubscribe(access, device, topic);
        return noContent();
      },
    }),
  });
}

/** Who calls for what. */
function read(request: Request) {
  return { access: accessOf(request.caller), device: request.path('device'), topic: request.path('topic') };
}

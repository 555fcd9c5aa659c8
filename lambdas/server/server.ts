import { type Caller, GUEST_PREFIX } from '../../lib/manifest/index.js';
import { createDataEngine } from '../data/engine/index.js';
import { createFilesEngine } from '../files/engine/index.js';
import { createPushEngine } from '../push/engine/index.js';
import { type Access, accessOf, adminAccess } from '../shared/access.js';
import { AwsError } from '../shared/aws/errors.js';
import type { Context } from '../shared/entry.js';
import { type HttpEvent, Request } from '../shared/http/index.js';
import { Problem } from '../shared/problem.js';
import type { Trail } from '../shared/trail.js';
import type { AnyBackend, Of } from './backend.js';
import { dataCalls } from './data.js';
import { type FileCalls, fileCalls } from './files.js';
import { type PushCalls, pushCalls } from './push.js';

/** What a function may do with the rights of whoever called it. */
export interface CallerCalls<B extends AnyBackend> {
  readonly data: B['asCaller'];
  readonly files: { readonly [Space in B['files']]: FileCalls };
}

/** What a function may do on its own. */
export interface AdminCalls<B extends AnyBackend> {
  readonly data: B['asAdmin'];
  readonly files: { readonly [Space in B['files']]: FileCalls };
  /** No rule says who may send to whom, so it is not among what a function does for its caller. */
  readonly push: PushCalls<B['topics']>;
}

export interface Server {
  /**
   * The backend with the rights of whoever called: the rules hold as they do for the client.
   * @param event the event of a client's call; or API Gateway's own, behind the backend's authorizer
   */
  asCaller<B extends AnyBackend>(event: (Of<B> & { readonly caller: Caller }) | HttpEvent): CallerCalls<B>;
  /**
   * The backend with every right that the function's role has: no rule is asked.
   * @param event what the function was called with: a trigger's event carries the trail that led to it, which stops a function that feeds itself
   */
  asAdmin<B extends AnyBackend>(event: Of<B> | object): AdminCalls<B>;
}

/** Works with an engine and somebody's rights. */
export type Run<Engine> = <T>(work: (engine: Engine, access: Access) => Promise<T>) => Promise<T>;

const ofAdmin = new WeakSet<object>();

/** Whether a refusal met the function itself and not its caller, who must not learn of it: it says what the function does on its own. */
export const isOfAdmin = (error: unknown) => error instanceof Problem && ofAdmin.has(error);

/** AWS says which right a role lacks, in a long line of ARNs; what gives it is said before. */
function explained(error: unknown): unknown {
  if (!(error instanceof AwsError) || !/AccessDenied|AuthorizationError/.test(error.name)) return error;
  const grants = 'model.grantRead(fn), model.grantWrite(fn), space.grantRead(fn), space.grantWrite(fn) or push.grantSend(fn)';
  return new Error(`This function’s role lacks a grant: declare ${grants}. AWS says: ${error.message}`, { cause: error });
}

/** @param open read with the first call, so that a function that makes none needs no manifest */
export function createServer(open: () => Promise<Context>): Server {
  /** An engine is made once. */
  const engine = <Engine>(create: (context: Context) => Engine) => {
    let made: Engine | undefined;
    return async () => {
      made ??= create(await open());
      return made;
    };
  };
  const data = engine(createDataEngine);
  const files = engine(createFilesEngine);
  const push = engine(createPushEngine);

  function callsFor(access: () => Promise<Access>, watch: (error: unknown) => void) {
    const runner =
      <Engine>(opened: () => Promise<Engine>): Run<Engine> =>
      async (work) => {
        try {
          return await work(await opened(), await access());
        } catch (error) {
          watch(error);
          throw explained(error);
        }
      };
    return { data: dataCalls(runner(data)), files: fileCalls(runner(files)), push: pushCalls(runner(push)) };
  }

  return {
    asCaller: (event) => {
      const { data, files } = callsFor(
        async () => accessOf(await callerIn(event, open)),
        () => undefined,
      );
      // The generated types say which names there are.
      return { data, files } as never;
    },
    asAdmin: (event) =>
      callsFor(
        async () => adminAccess(trailOf(event)),
        (error) => {
          if (error instanceof Problem) ofAdmin.add(error);
        },
      ) as never,
  };
}

async function callerIn(event: { readonly caller: Caller } | HttpEvent, open: () => Promise<Context>): Promise<Caller> {
  if ('caller' in event) return event.caller;
  if (!('requestContext' in event)) throw new TypeError('asCaller needs the event of a client’s call: a trigger has no caller.');
  return new Request(event, isGuestRoute(event.routeKey), (await open()).manifest.auth?.ownerClaim).caller;
}

export const isGuestRoute = (routeKey: string) => routeKey.includes(` ${GUEST_PREFIX}/`);

function trailOf(event: object): Trail | undefined {
  return 'trail' in event && Array.isArray(event.trail) ? event.trail : undefined;
}

import { guestRoute } from '../../../lib/manifest/index.js';
import type { HttpAnswer } from './event.js';
import type { Request } from './request.js';

/** Answers one route, or throws a Problem. */
export type Route = (request: Request) => Promise<HttpAnswer>;

export interface Match {
  readonly route: Route;
  readonly guest: boolean;
}

/** Finds what answers a route key. */
export type Router = (routeKey: string) => Match | undefined;

/** @param routes by route key, as `lib/manifest/routes.ts` names them; each answers below `/guest` too. */
export function router(routes: Readonly<Record<string, Route>>): Router {
  const table = new Map<string, Match>();
  for (const [routeKey, route] of Object.entries(routes)) {
    table.set(routeKey, { route, guest: false });
    table.set(guestRoute(routeKey), { route, guest: true });
  }
  return (routeKey) => table.get(routeKey);
}

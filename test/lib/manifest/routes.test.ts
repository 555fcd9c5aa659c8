import { GUEST_PREFIX, guestRoute, ROUTES } from '../../../lib/manifest';

const all = Object.values(ROUTES).flatMap((routes) => Object.values(routes) as string[]);

test('every route is a route key of its own, below the name of its capability; a transaction is of several models', () => {
  expect(new Set(all).size).toBe(all.length);
  for (const [capability, routes] of Object.entries(ROUTES)) {
    for (const route of Object.values(routes)) {
      expect(route).toMatch(new RegExp(`^(GET|POST|PUT|PATCH|DELETE) /(${capability}/|transactions$)`));
    }
  }
});

test("a guest's route is the same operation below the guests' prefix", () => {
  expect(guestRoute(ROUTES.data.get)).toBe(`GET ${GUEST_PREFIX}/data/{model}/{id}`);
  expect(all.some((route) => route.includes(` ${GUEST_PREFIX}/`))).toBe(false);
});

import { deployment, eventually } from './deployment';
import { CASES, UNTRIED } from './grants/cases';
import { type Grant, Roles } from './grants/roles';
import { unique, World } from './grants/world';

let world: World;
let roles: Roles;

// A backend of its own: what shares it would be refused, too.
beforeAll(async () => {
  const to = deployment('grants');
  [world, roles] = [await World.of(to), await Roles.of(to)];
});

/** What a refusal must not tell: of AWS, and of what is behind the API. */
const DETAILS = /AccessDenied|AuthorizationError|not authorized|arn:|Grants|Exception/i;

const tried = new Set<string>();

function grantOf(role: string, action: string, on = ''): Grant {
  const [grant, ...others] = roles.grants.filter((each) => each.role === role && each.action === action && each.resource.includes(on));
  if (!grant || others.length > 0)
    throw new Error(`${role} has ${grant ? 'several grants' : 'no grant'} of ${action} on ${on || 'anything'}`);
  tried.add(JSON.stringify(grant));
  return grant;
}

test.each(CASES.map((each) => [`${each.role} needs ${each.action}${each.on ? ` on ${each.on}` : ''}`, each] as const))(
  '%s',
  async (_, { role, action, on, prepare, use, refused = 500 }) => {
    const prepared = (await prepare?.(world)) ?? '';
    const refusal = await roles.without(grantOf(role, action, on), () => use(world, prepared));
    // S3 itself answers in its own words.
    const details = refused < 500 ? null : DETAILS.exec(refusal.text);
    expect({ status: refusal.status, details }).toEqual({ status: refused, details: null });
    await world.done(use(world, prepared));
  },
);

test('the dispatcher needs sqs:SendMessage on the queue: without it no trigger runs', async () => {
  const ran = async (id: string) => {
    const { items } = await world.done(world.call('GET', `/data/log?subject=${id}`));
    return items.length > 0 || undefined;
  };
  const seen = async (seconds: number) => {
    const id = await world.thing();
    return eventually(() => ran(id), { seconds }).catch(() => false);
  };
  expect(await seen(20)).toBe(true);
  expect(await roles.without(grantOf('DataDispatcherHandler', 'sqs:SendMessage', 'clerkChangesQueue'), () => seen(3))).toBe(false);
  expect(await seen(20)).toBe(true);
});

test.each([
  ['secretsmanager:GetSecretValue', 'Create', 'cannot be read: AccessDenied'],
  ['sns:SetPlatformApplicationAttributes', 'Create', 'SNS refused changing it with AuthorizationError'],
  ['sns:CreatePlatformApplication', 'Create', 'SNS refused creating it with AuthorizationError'],
  ['sns:DeletePlatformApplication', 'Delete', 'SNS refused deleting it with AuthorizationError'],
] as const)('the custom resource needs %s, and says so to whoever deploys', async (action, request, reason) => {
  const name = unique();
  if (request === 'Delete') await world.platformApplication('Create', name);
  const refusal = await roles.without(grantOf('PushPlatformsHandler', action), () => world.platformApplication(request, name));
  expect(refusal).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining(reason) });
  expect(await world.platformApplication(request, name)).toMatchObject({ Status: 'SUCCESS' });
});

test('no role has a grant that nothing above needs', () => {
  const others = roles.grants
    .filter((grant) => !tried.has(JSON.stringify(grant)))
    .filter(({ action, resource }) => !UNTRIED.some((each) => each.action.test(action) && (each.on?.test(resource) ?? true)));
  expect(others).toEqual([]);
});

import {
  admits,
  admitsAnyone,
  admitsGuests,
  type Caller,
  conditionFields,
  couldAdmit,
  GUEST,
  isOwned,
  mayAdmit,
  type Operation,
  type RuleSpec,
  usesOwner,
} from '../../../lib/manifest';

const ANN: Caller = { owner: 'ann', groups: [] };
const EDITOR: Caller = { owner: 'ed', groups: ['editors'] };
const ANNS = { owner: 'ann', published: true, stars: 5 };

const OWNER: RuleSpec = { allow: 'owner' };
const EDITORS: RuleSpec = { allow: 'group', group: 'editors' };
const PUBLISHED: RuleSpec = { allow: 'guest', operations: ['get', 'list'], when: [{ field: 'published', value: true }] };
const BOTH: RuleSpec = { allow: 'allOf', rules: [OWNER, { ...EDITORS, operations: ['update'] }] };

interface Row {
  readonly rules: RuleSpec[];
  readonly operation?: Operation;
  readonly who: Caller;
  readonly item?: Record<string, unknown>;
  readonly admitted: boolean;
}

const TABLE: Row[] = [
  { rules: [], operation: 'get', who: ANN, item: ANNS, admitted: false },
  { rules: [OWNER], operation: 'get', who: ANN, item: ANNS, admitted: true },
  { rules: [OWNER], operation: 'get', who: EDITOR, item: ANNS, admitted: false },
  { rules: [OWNER], operation: 'get', who: GUEST, item: ANNS, admitted: false },
  { rules: [OWNER], operation: 'get', who: GUEST, item: { published: true }, admitted: false },
  { rules: [OWNER], operation: 'get', who: ANN, item: undefined, admitted: false },
  { rules: [OWNER], operation: 'get', who: ANN, item: Object.create(ANNS), admitted: false },
  { rules: [{ allow: 'authenticated' }], operation: 'delete', who: ANN, item: {}, admitted: true },
  { rules: [{ allow: 'authenticated' }], operation: 'delete', who: GUEST, item: {}, admitted: false },
  { rules: [{ allow: 'guest' }], operation: 'create', who: GUEST, item: {}, admitted: true },
  { rules: [{ allow: 'guest' }], operation: 'create', who: ANN, item: {}, admitted: true },
  { rules: [EDITORS], operation: 'list', who: EDITOR, item: {}, admitted: true },
  { rules: [EDITORS], operation: 'list', who: ANN, item: {}, admitted: false },
  { rules: [PUBLISHED], operation: 'get', who: GUEST, item: ANNS, admitted: true },
  { rules: [PUBLISHED], operation: 'update', who: GUEST, item: ANNS, admitted: false },
  { rules: [PUBLISHED], operation: 'get', who: ANN, item: { ...ANNS, published: false }, admitted: false },
  { rules: [PUBLISHED], operation: 'get', who: ANN, item: { ...ANNS, published: 'true' }, admitted: false },
  { rules: [{ allow: 'guest', when: [{ field: 'hidden', value: false }] }], operation: 'get', who: GUEST, item: {}, admitted: false },
  { rules: [OWNER, PUBLISHED], operation: 'get', who: EDITOR, item: ANNS, admitted: true },
  { rules: [BOTH], operation: 'update', who: { owner: 'ann', groups: ['editors'] }, item: ANNS, admitted: true },
  { rules: [BOTH], operation: 'get', who: { owner: 'ann', groups: ['editors'] }, item: ANNS, admitted: false },
  { rules: [BOTH], operation: 'update', who: ANN, item: ANNS, admitted: false },
  { rules: [{ allow: 'allOf', rules: [] }], operation: 'get', who: ANN, item: ANNS, admitted: false },
  { rules: [{ allow: 'authenticated' }], operation: undefined, who: ANN, admitted: true },
  { rules: [{ allow: 'authenticated', operations: ['get'] }], operation: undefined, who: ANN, admitted: false },
  { rules: [{ allow: 'somethingNewer' } as unknown as RuleSpec], operation: 'get', who: ANN, item: ANNS, admitted: false },
];

test.each(TABLE)('$who.owner to $operation by $rules on $item: $admitted', ({ rules, operation, who, item, admitted }) => {
  expect(admits(rules, operation, who, item)).toBe(admitted);
  // Whoever is admitted could be: asking before an item is read turns away nobody whom the item would admit.
  expect(mayAdmit(rules, operation, who) || !admitted).toBe(true);
  // So does asking with a part of what the item has.
  for (const [name, value] of Object.entries(item ?? {}))
    expect(couldAdmit(rules, operation, who, { [name]: value }) || !admitted).toBe(true);
});

test('before reading, only the caller and the operation are asked about', () => {
  expect(mayAdmit([OWNER], 'get', ANN)).toBe(true);
  expect(mayAdmit([OWNER], 'get', GUEST)).toBe(false);
  expect(mayAdmit([PUBLISHED], 'get', GUEST)).toBe(true);
  expect(mayAdmit([PUBLISHED], 'delete', GUEST)).toBe(false);
});

test.each<[RuleSpec[], Caller, Record<string, unknown>, boolean]>([
  [[OWNER], ANN, { owner: 'ann' }, true],
  [[OWNER], ANN, { owner: 'bob' }, false],
  [[OWNER], ANN, { stars: 5 }, true],
  [[OWNER, PUBLISHED], ANN, { owner: 'bob' }, true],
  [[OWNER, PUBLISHED], ANN, { owner: 'bob', published: false }, false],
  [[OWNER, PUBLISHED], ANN, { owner: 'ann', published: false }, true],
  [[PUBLISHED], GUEST, { published: true }, true],
  [[PUBLISHED], GUEST, { published: false }, false],
  [[PUBLISHED], GUEST, Object.create({ published: false }), true],
  [[{ allow: 'allOf', rules: [OWNER, PUBLISHED] }], ANN, { published: true }, true],
  [[{ allow: 'allOf', rules: [OWNER, PUBLISHED] }], ANN, { owner: 'bob', published: true }, false],
  [[EDITORS], ANN, {}, false],
  [[EDITORS], EDITOR, { owner: 'ann' }, true],
])('by %j %j could be admitted to items that all have %j: %s', (rules, who, known, could) => {
  expect(couldAdmit(rules, 'list', who, known)).toBe(could);
});

test('guests are admitted where a rule for them covers the operation', () => {
  expect(admitsGuests([OWNER, PUBLISHED])).toBe(true);
  expect(admitsGuests([PUBLISHED], 'list')).toBe(true);
  expect(admitsGuests([PUBLISHED], 'create')).toBe(false);
  expect(admitsGuests([{ allow: 'guest' }])).toBe(true);
  expect(admitsGuests([OWNER, EDITORS])).toBe(false);
  expect(admitsGuests([{ allow: 'allOf', rules: [{ allow: 'guest' }, OWNER] }])).toBe(false);
});

test('owner and condition fields are found inside allOf too', () => {
  expect(usesOwner([EDITORS, BOTH])).toBe(true);
  expect(usesOwner([EDITORS, PUBLISHED])).toBe(false);
  expect(conditionFields([PUBLISHED, { allow: 'allOf', rules: [PUBLISHED, { ...OWNER, when: [{ field: 'stars', value: 5 }] }] }])).toEqual([
    'published',
    'stars',
  ]);
});

test('what no rule gives to anyone is known', () => {
  expect(admitsAnyone([BOTH], 'update')).toBe(true);
  expect(admitsAnyone([BOTH], 'get')).toBe(false);
  expect(admitsAnyone([PUBLISHED], 'list')).toBe(true);
  expect(admitsAnyone([PUBLISHED], 'delete')).toBe(false);
  expect(admitsAnyone([])).toBe(false);
});

test('items say who owns them where a rule or an index asks', () => {
  expect(isOwned({ rules: [OWNER], indexes: {} })).toBe(true);
  expect(isOwned({ rules: [EDITORS], indexes: { byOwner: { partition: ['kind'], sort: ['owner'] } } })).toBe(true);
  expect(isOwned({ rules: [EDITORS], indexes: { byKind: { partition: ['kind'], sort: [] } } })).toBe(false);
});

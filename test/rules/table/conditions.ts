import { Condition, Rule } from '../../../lib/schema';
import { section } from './section';

const when = (...conditions: Condition[]) => [conditions.reduce((rule, condition) => rule.when(condition), Rule.guest())];

const STARS = { two: { stars: 2 }, three: { stars: 3 }, four: { stars: 4 }, text: { stars: '3' }, absent: {} };

/** What conditions compare. What an item lacks meets `isNot` and `isAbsent`, and nothing else. */
export const CONDITIONS = [
  section('isTrue', when(Condition.isTrue('published')), {
    true: { published: true },
    false: { published: false },
    text: { published: 'true' },
    absent: {},
  })`
                    | create get  list update delete
    guest  true     | yes    yes  yes  yes    yes
    guest  false    | no     no   no   no     no
    guest  text     | no     no   no   no     no
    guest  absent   | no     no   no   no     no
  `,

  section('isFalse', when(Condition.isFalse('published')), {
    true: { published: true },
    false: { published: false },
    zero: { published: 0 },
    absent: {},
  })`
                    | create get  list update delete
    guest  true     | no     no   no   no     no
    guest  false    | yes    yes  yes  yes    yes
    guest  zero     | no     no   no   no     no
    guest  absent   | no     no   no   no     no
  `,

  section('hasValue', when(Condition.hasValue('stars', 3)), STARS)`
                    | create get  list update delete
    guest  two      | no     no   no   no     no
    guest  three    | yes    yes  yes  yes    yes
    guest  text     | no     no   no   no     no
    guest  absent   | no     no   no   no     no
  `,

  section('isNot', when(Condition.isNot('kind', 'draft')), { draft: { kind: 'draft' }, final: { kind: 'final' }, absent: {} })`
                    | create get  list update delete
    guest  draft    | no     no   no   no     no
    guest  final    | yes    yes  yes  yes    yes
    guest  absent   | yes    yes  yes  yes    yes
  `,

  section('oneOf', when(Condition.oneOf('kind', 'draft', 'final')), {
    draft: { kind: 'draft' },
    final: { kind: 'final' },
    old: { kind: 'old' },
    absent: {},
  })`
                    | create get  list update delete
    guest  draft    | yes    yes  yes  yes    yes
    guest  final    | yes    yes  yes  yes    yes
    guest  old      | no     no   no   no     no
    guest  absent   | no     no   no   no     no
  `,

  section('lessThan', when(Condition.lessThan('stars', 3)), STARS)`
                    | create get  list update delete
    guest  two      | yes    yes  yes  yes    yes
    guest  three    | no     no   no   no     no
    guest  text     | no     no   no   no     no
    guest  absent   | no     no   no   no     no
  `,

  section('atMost', when(Condition.atMost('stars', 3)), STARS)`
                    | create get  list update delete
    guest  two      | yes    yes  yes  yes    yes
    guest  three    | yes    yes  yes  yes    yes
    guest  four     | no     no   no   no     no
    guest  absent   | no     no   no   no     no
  `,

  section('moreThan', when(Condition.moreThan('stars', 3)), STARS)`
                    | create get  list update delete
    guest  three    | no     no   no   no     no
    guest  four     | yes    yes  yes  yes    yes
    guest  text     | no     no   no   no     no
    guest  absent   | no     no   no   no     no
  `,

  section('atLeast', when(Condition.atLeast('stars', 3)), STARS)`
                    | create get  list update delete
    guest  two      | no     no   no   no     no
    guest  three    | yes    yes  yes  yes    yes
    guest  four     | yes    yes  yes  yes    yes
    guest  absent   | no     no   no   no     no
  `,

  section('times, whatever their offset', when(Condition.lessThan('due', '2026-10-02T10:00:00+02:00')), {
    before: { due: '2026-10-02T07:59:59.999Z' },
    'just then': { due: '2026-10-02T08:00:00.000Z' },
    after: { due: '2026-10-02T09:00:00.000Z' },
  })`
                      | create get  list update delete
    guest  before     | yes    yes  yes  yes    yes
    guest  just then  | no     no   no   no     no
    guest  after      | no     no   no   no     no
  `,

  section('text is in the order of its characters', when(Condition.lessThan('title', '\u{ff01}')), {
    ascii: { title: 'zebra' },
    umlaut: { title: 'äpfel' },
    same: { title: '\u{ff01}' },
    emoji: { title: '\u{1f600}' },
  })`
                    | create get  list update delete
    guest  ascii    | yes    yes  yes  yes    yes
    guest  umlaut   | yes    yes  yes  yes    yes
    guest  same     | no     no   no   no     no
    guest  emoji    | no     no   no   no     no
  `,

  section('beginsWith', when(Condition.beginsWith('title', 'Re:')), {
    answer: { title: 'Re: hello' },
    letter: { title: 'hello Re:' },
    absent: {},
  })`
                    | create get  list update delete
    guest  answer   | yes    yes  yes  yes    yes
    guest  letter   | no     no   no   no     no
    guest  absent   | no     no   no   no     no
  `,

  section('contains, of a text', when(Condition.contains('title', 'ell')), {
    with: { title: 'hello' },
    without: { title: 'Hallo' },
    absent: {},
  })`
                    | create get  list update delete
    guest  with     | yes    yes  yes  yes    yes
    guest  without  | no     no   no   no     no
    guest  absent   | no     no   no   no     no
  `,

  section('contains, of a list', when(Condition.contains('teams', 'staff')), {
    with: { teams: ['editors', 'staff'] },
    alike: { teams: ['staffers'] },
    text: { teams: 'staff' },
    empty: { teams: [] },
  })`
                    | create get  list update delete
    guest  with     | yes    yes  yes  yes    yes
    guest  alike    | no     no   no   no     no
    guest  text     | no     no   no   no     no
    guest  empty    | no     no   no   no     no
  `,

  section('contains, of a set', when(Condition.contains('readers', 'ann')), {
    with: { readers: new Set(['ann']) },
    alike: { readers: new Set(['ann-2']) },
    absent: {},
  })`
                    | create get  list update delete
    guest  with     | yes    yes  yes  yes    yes
    guest  alike    | no     no   no   no     no
    guest  absent   | no     no   no   no     no
  `,

  section('exists', when(Condition.exists('due')), { due: { due: '2026-10-02T08:00:00.000Z' }, null: { due: null }, absent: {} })`
                    | create get  list update delete
    guest  due      | yes    yes  yes  yes    yes
    guest  null     | no     no   no   no     no
    guest  absent   | no     no   no   no     no
  `,

  section('isAbsent', when(Condition.isAbsent('due')), { due: { due: '2026-10-02T08:00:00.000Z' }, null: { due: null }, absent: {} })`
                    | create get  list update delete
    guest  due      | no     no   no   no     no
    guest  null     | yes    yes  yes  yes    yes
    guest  absent   | yes    yes  yes  yes    yes
  `,

  section('of a nested object', when(Condition.hasValue('address.city', 'Oslo')), {
    oslo: { address: { city: 'Oslo' } },
    bergen: { address: { city: 'Bergen' } },
    empty: { address: {} },
    flat: { 'address.city': 'Oslo' },
    absent: {},
  })`
                    | create get  list update delete
    guest  oslo     | yes    yes  yes  yes    yes
    guest  bergen   | no     no   no   no     no
    guest  empty    | no     no   no   no     no
    guest  flat     | no     no   no   no     no
    guest  absent   | no     no   no   no     no
  `,

  section('two conditions: both', when(Condition.isTrue('published'), Condition.atLeast('stars', 3)), {
    both: { published: true, stars: 3 },
    first: { published: true, stars: 2 },
    second: { published: false, stars: 5 },
    none: {},
  })`
                    | create get  list update delete
    guest  both     | yes    yes  yes  yes    yes
    guest  first    | no     no   no   no     no
    guest  second   | no     no   no   no     no
    guest  none     | no     no   no   no     no
  `,

  section('what an item only inherits it does not have', when(Condition.isTrue('published')), { heir: Object.create({ published: true }) })`
                    | create get  list update delete
    guest  heir     | no     no   no   no     no
  `,
];

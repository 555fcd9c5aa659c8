import { LIBRARY } from '../manifests';
import { openWorkshop, type Workshop } from './built';
import { check, complaint } from './typed';

let workshop: Workshop;
let folder: string;
beforeAll(() => {
  workshop = openWorkshop();
  folder = workshop.write(LIBRARY);
}, 60_000);
afterAll(() => workshop.remove());

const HEAD = `
import { createClient, type Backend, type BooksItem, type Create, type Filter, type Include, type Query, type Update } from './index.js';
const api = createClient({ apiUrl: '' });
const { books, authors, reviews, shelves } = api.data;
const book: Create<'books'> = { title: 'a', isbn: '1', authorId: 'x' };
/** Fails to compile unless both types are one. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_ extends true>() => undefined;
`;

const faultsOf = (usage: string) => check(folder, HEAD + usage).faults;

test('writes take each kind of field, and refuse what is not so', () => {
  const faults = faultsOf(`
const made: BooksItem = await books.create({
  id: 'own', title: 'a', isbn: '1', authorId: 'x', kind: 'essay', pages: 3, price: 1.5, lent: true, printed: '2026-01-01', opens: '09:00:00',
  mail: 'a@b.c', site: 'https://x', telephone: '+41', address: '::1', cover: 'AAAA', extra: { any: ['thing'] }, tags: ['old'], labels: ['x'],
  prices: { chf: 1 }, publisher: { name: 'p' }, binding: {}, note: 'n', secret: 's',
});
same<Same<typeof made.kind, 'novel' | 'essay'>>();
same<Same<typeof made.pages, number | undefined>>();
const city: string | undefined = made.publisher?.city;
const whole: boolean | undefined = made.binding?.made;
// @ts-expect-error a title is required
await books.create({ isbn: '1', authorId: 'x' });
// @ts-expect-error it is text
await books.create({ ...book, title: 1 });
// @ts-expect-error there is no such field
await books.create({ ...book, titel: 'b' });
// @ts-expect-error there is no such choice
await books.create({ ...book, kind: 'other' });
// @ts-expect-error nor in a list
await books.create({ ...book, tags: ['new'] });
// @ts-expect-error the owner is the server's to set
await books.create({ ...book, owner: 'me' });
// @ts-expect-error the server alone sets it
await books.create({ ...book, added: '2026-01-01T00:00:00Z' });
// @ts-expect-error a publisher has a name
await books.create({ ...book, publisher: {} });
// @ts-expect-error nobody reads it
made.secret;
// @ts-expect-error extra is unknown
made.extra.any;
// @ts-expect-error no rule admits anyone to writing reviews
await reviews.create({ text: 'a', bookId: 'b' });
// @ts-expect-error in no way
await reviews.batchWrite([]);
// @ts-expect-error authors have no owner
(await authors.get('1')).owner;
await books.replace('1', { title: 'a', isbn: '1', authorId: 'x' }, { ifVersion: 3 });
await books.replace('1', { title: 'a', authorId: 'x' });
await books.upsert('1', { title: 'a', isbn: '1', authorId: 'x' }, { if: { pages: { lt: 3 } } });
// @ts-expect-error a replacement is whole
await books.replace('1', { title: 'a' });
// @ts-expect-error it may be new, and is whole then
await books.upsert('1', { title: 'a', authorId: 'x' });
// @ts-expect-error the id is said already
await books.replace('1', { ...book, id: '2' });
await books.delete('1', { if: { lent: false } });
export { city, whole };
`);
  expect(faults).toEqual([]);
}, 60_000);

test('an update takes patches and operators of the fields that have them', () => {
  const faults = faultsOf(`
const patch: Update<'books'> = { title: 'b', pages: null, publisher: { city: null }, prices: { chf: 2, eur: null }, binding: { made: false } };
await books.update('1', patch, { ifVersion: 1, if: { kind: 'novel' } });
await books.update('1', {
  $increment: { pages: 1, price: -0.5 }, $append: { tags: ['old'] }, $remove: { tags: ['rare'] }, $addToSet: { labels: ['x'] },
  $removeFromSet: { labels: ['y'] }, $setIfAbsent: { note: 'n' },
});
// @ts-expect-error what is required cannot be removed
await books.update('1', { title: null });
// @ts-expect-error it never changes
await books.update('1', { isbn: '2' });
// @ts-expect-error the server alone sets it
await books.update('1', { added: '2026-01-01T00:00:00Z' });
// @ts-expect-error a title is no number
await books.update('1', { $increment: { title: 1 } });
// @ts-expect-error labels are a set
await books.update('1', { $append: { labels: ['x'] } });
// @ts-expect-error tags are a list
await books.update('1', { $addToSet: { tags: ['old'] } });
// @ts-expect-error there is no such tag
await books.update('1', { $append: { tags: ['new'] } });
// @ts-expect-error there is no such operator
await books.update('1', { $multiply: { pages: 2 } });
// @ts-expect-error nor such a condition
await books.update('1', {}, { if: { titel: 'a' } });
// @ts-expect-error authors have no numbers
await authors.update('1', { $increment: { name: 1 } });
`);
  expect(faults).toEqual([]);
}, 60_000);

test('each index has a method, that takes all of its partition', () => {
  const faults = faultsOf(`
const page = await books.newest({ owner: 'me', createdAt: { ge: 'a', le: 'b' }, order: 'desc', limit: 10 });
same<Same<typeof page.items, BooksItem[]>>();
for await (const each of books.ranked({ kind: 'novel', lent: true, pages: { between: [1, 9] } })) each.title;
for await (const { items, stopped } of books.byAuthor({ authorId: 'x' }).pages()) items.length, stopped;
await books.ranked({ kind: 'novel', lent: false, pages: 3, printed: { beginsWith: '2026' } });
await books.list({ owner: 'somebody' });
await shelves.list({ place: { beginsWith: 'a' }, limit: 5 });
await shelves.list({});
const { count, complete, cursor } = await books.count({ owner: 'me', filter: { lent: true } });
const query: Query<'books', 'ranked'> = { kind: 'essay', lent: true };
// @ts-expect-error its partition is owner
await books.newest({});
// @ts-expect-error both fields of the partition are needed
await books.ranked({ kind: 'novel' });
// @ts-expect-error a partition has no range
await books.byAuthor({ authorId: { beginsWith: 'x' } });
// @ts-expect-error a number does not begin with anything
await books.ranked({ kind: 'novel', lent: true, pages: { beginsWith: '1' } });
// @ts-expect-error there is no such index
await books.oldest({ owner: 'me' });
// @ts-expect-error no index has this partition
await books.list({ pages: 1 });
// @ts-expect-error no more for a count
await books.count({ pages: 1 });
// @ts-expect-error without an index books may not be listed
await books.list();
// @ts-expect-error authors have none, and may not be scanned
await authors.list({});
// @ts-expect-error there is no such order
await books.newest({ owner: 'me', order: 'up' });
// @ts-expect-error shelves have no such field
await shelves.list({ size: 1 });
export { complete, count, cursor, query };
`);
  expect(faults).toEqual([]);
}, 60_000);

test('filters compare each kind of field, nested ones by their path', () => {
  const faults = faultsOf(`
const filter: Filter<'books'> = {
  title: { contains: 'x' }, pages: { gt: 1, le: 5 }, kind: { in: ['novel'] }, note: { exists: false }, 'publisher.city': { beginsWith: 'B' },
  tags: { contains: 'old' }, labels: { contains: 'x' }, lent: { ne: true }, createdAt: { between: ['2026-01-01', '2026-02-01'] }, extra: { exists: true },
  or: [{ pages: 1 }, { and: [{ title: 'x' }, { price: { between: [1, 2] } }] }], not: { lent: true },
};
await books.newest({ owner: 'me', filter });
// @ts-expect-error there is no such field
await books.newest({ owner: 'me', filter: { titel: 'x' } });
// @ts-expect-error nor within another filter
await books.newest({ owner: 'me', filter: { or: [{ titel: 'x' }] } });
// @ts-expect-error nor in an object
await books.newest({ owner: 'me', filter: { 'publisher.town': 'x' } });
// @ts-expect-error a title is text
await books.newest({ owner: 'me', filter: { title: 1 } });
// @ts-expect-error there is no such choice
await books.newest({ owner: 'me', filter: { kind: { in: ['other'] } } });
// @ts-expect-error there is no such comparison
await books.newest({ owner: 'me', filter: { pages: { beginsWith: '1' } } });
// @ts-expect-error nobody may ask for what is hidden
await books.newest({ owner: 'me', filter: { secret: 'x' } });
`);
  expect(faults).toEqual([]);
}, 60_000);

test('relations are included two levels deep, and are there only then', () => {
  const faults = faultsOf(`
const include = { reviews: { limit: 3, order: 'desc', include: { book: true } }, author: { include: { books: { limit: 2 } } }, shelves: true } satisfies Include<'books'>;
const full = await books.get('1', { include });
const stars: number | undefined = full.reviews.items[0]?.stars;
const again: string | undefined = full.reviews.items[0]?.book?.title;
const others: string | undefined = full.author?.books.items[0]?.isbn;
const more: string | undefined = full.shelves.cursor;
for await (const each of books.newest({ owner: 'me', include: { author: true } })) each.author?.name;
const [first] = await books.batchGet(['1', '2'], { include: { author: true } });
const name: string | undefined = first?.author?.name;
const plain = await books.get('1');
same<Same<typeof plain, BooksItem>>();
// @ts-expect-error nothing was included
plain.author;
// @ts-expect-error not this one
(await books.get('1', { include: { author: true } })).reviews;
// @ts-expect-error there is no such relation
await books.get('1', { include: { writer: true } });
// @ts-expect-error also beside one that there is
await books.get('1', { include: { author: true, writer: true } });
// @ts-expect-error also further in
await books.get('1', { include: { reviews: { include: { book: true, writer: true } } } });
// @ts-expect-error three levels are too many
await books.get('1', { include: { reviews: { include: { book: { include: { author: true } } } } } });
// @ts-expect-error one item has no limit
await books.get('1', { include: { author: { limit: 1 } } });
// @ts-expect-error there may be no author
full.author.name;
export { again, more, name, others, stars };
`);
  expect(faults).toEqual([]);
}, 60_000);

test('batches and transactions are typed by what each write is', () => {
  const faults = faultsOf(`
for (const outcome of await books.batchWrite([{ create: book }, { update: { title: 'b' }, id: '1', ifVersion: 2 }, { delete: '2', if: { lent: false } }])) {
  if (outcome.ok) outcome.item?.title;
  else outcome.error.code, outcome.error.fields;
}
const [made, gone, checked] = await api.data.transact((to) => [
  to.books.create(book),
  to.shelves.delete('1', { ifVersion: 3 }),
  to.authors.check('2', { if: { name: { exists: true } } }),
]);
same<Same<typeof made, BooksItem>>();
same<Same<typeof gone, null>>();
const many = await api.data.transact((to) => ['1', '2'].map((id) => to.books.update(id, { $increment: { pages: 1 } })));
same<Same<typeof many, BooksItem[]>>();
// @ts-expect-error a change needs an id
await books.batchWrite([{ update: { title: 'b' } }]);
// @ts-expect-error a book has a title
await books.batchWrite([{ create: { isbn: '1', authorId: 'x' } }]);
// @ts-expect-error a book has no size
await books.batchWrite([{ create: { ...book, size: 1 } }]);
// @ts-expect-error nor in a transaction
await api.data.transact((to) => [to.books.create({ ...book, size: 1 })]);
// @ts-expect-error there is no such model
await api.data.transact((to) => [to.magazines.delete('1')]);
// @ts-expect-error it reads nothing
await api.data.transact((to) => [to.books.get('1')]);
export { checked };
`);
  expect(faults).toEqual([]);
}, 60_000);

test('the server side, without rules, sets and reads what callers may not', () => {
  const faults = faultsOf(`
export async function run({ asAdmin, asCaller }: { asAdmin: Backend['asAdmin']; asCaller: Backend['asCaller'] }) {
  const made = await asAdmin.books.create({ ...book, added: '2026-01-01T00:00:00Z' }, { owner: 'ada' });
  const secret: string | undefined = made.secret;
  await asAdmin.reviews.create({ text: 'a', bookId: made.id });
  await asCaller.books.newest({ owner: 'me' });
  await asAdmin.transact((to) => [to.books.create(book, { owner: 'ada' })]);
  await asAdmin.books.batchWrite([{ create: book, owner: 'ada' }]);
  // @ts-expect-error authors belong to nobody
  await asAdmin.authors.create({ name: 'a' }, { owner: 'ada' });
  // @ts-expect-error a caller gives nothing to others
  await asCaller.books.create(book, { owner: 'ada' });
  // @ts-expect-error nor in a batch
  await asCaller.books.batchWrite([{ create: book, owner: 'ada' }]);
  // @ts-expect-error nor sets what is the server's
  await asCaller.books.create({ ...book, added: '2026-01-01T00:00:00Z' });
  // @ts-expect-error rules hold for the caller
  await asCaller.reviews.create({ text: 'a', bookId: made.id });
  return secret;
}
`);
  expect(faults).toEqual([]);
}, 60_000);

test.each([
  [
    "api.data.books.create({ title: 'a', isbn: '1', authorId: 'x', pagess: 3 });",
    "'pagess' does not exist in type 'Create<BooksModel>'. Did you mean to write 'pages'?",
  ],
  [
    "api.data.books.create({ isbn: '1', authorId: 'x' });",
    "Property 'title' is missing in type '{ isbn: string; authorId: string; }' but required in type 'Create<BooksModel>'",
  ],
  [
    "api.data.books.ranked({ kind: 'novel' });",
    "Property 'lent' is missing in type '{ kind: \"novel\"; }' but required in type 'Keys<BooksModel, \"ranked\">'",
  ],
  [
    "api.data.books.rankd({ kind: 'novel' });",
    "Property 'rankd' does not exist on type 'ModelCalls<BooksModel, ClientSide> & IndexCalls<BooksModel, ClientSide>'. Did you mean 'ranked'?",
  ],
  [
    'api.data.books.list({ pages: 1 });',
    '\'{ pages: number; }\' is not assignable to parameter of type \'((Keys<BooksModel, "newest"> | Keys<BooksModel, "ranked"> | Keys<BooksModel, "byAuthor">)',
  ],
  ["api.data.books.get('1', { include: { writer: true, author: true } });", "'writer' does not exist in type 'Include<BooksModel>'"],
  ["api.data.book.get('1');", "Property 'book' does not exist on type 'ClientData<Models>'. Did you mean 'books'?"],
])(
  '%s names what is wrong',
  (line, message) => {
    expect(complaint(folder, line)).toContain(message);
  },
  60_000,
);

import type { ModelSpec, RuleSpec } from '../../../../../lib/manifest/index';
import { accessOf } from '../../../../../lambdas/shared/access';
import type { Item } from '../../../../../lambdas/shared/model/item';
import type { Page } from '../../../../../lambdas/shared/page';
import { Memory } from './memory';

const ann = accessOf({ owner: 'ann', groups: [] });
const bob = accessOf({ owner: 'bob', groups: [] });
const EVERYONE: RuleSpec[] = [{ allow: 'authenticated' }];
const belongsTo = (model: string, field: string) => ({ kind: 'belongsTo', model, field, onDelete: 'cascade' }) as const;
const hasMany = (model: string, field: string, index: string) => ({ kind: 'hasMany', model, field, index }) as const;

/** Books of notes, notes of authors with comments, a cover a book, and tags by links. */
function models(rules: Record<string, RuleSpec[]> = {}): Record<string, ModelSpec> {
  const model = (name: string, spec: Partial<ModelSpec>): ModelSpec => ({
    fields: {},
    indexes: {},
    rules: rules[name] ?? EVERYONE,
    ...spec,
  });
  return {
    books: model('books', {
      fields: { kind: { type: 'string' } },
      indexes: { byKind: { partition: ['kind'], sort: ['createdAt'] } },
      relations: {
        notes: hasMany('notes', 'bookId', 'byBook'),
        cover: { kind: 'hasOne', model: 'covers', field: 'bookId', index: 'byBook' },
      },
    }),
    covers: model('covers', {
      fields: { bookId: { type: 'id' } },
      indexes: { byBook: { partition: ['bookId'], sort: [] } },
      relations: { book: belongsTo('books', 'bookId') },
    }),
    notes: model('notes', {
      fields: { bookId: { type: 'id' }, authorId: { type: 'id' }, rank: { type: 'integer' }, text: { type: 'string' } },
      indexes: { byBook: { partition: ['bookId'], sort: ['rank'] } },
      relations: {
        book: belongsTo('books', 'bookId'),
        author: belongsTo('authors', 'authorId'),
        comments: hasMany('comments', 'noteId', 'byNote'),
        tags: { kind: 'manyToMany', model: 'tags', through: 'notesTags', field: 'noteId', index: 'byNote', otherField: 'tagId' },
      },
    }),
    authors: model('authors', { fields: { name: { type: 'string' } } }),
    comments: model('comments', {
      fields: { noteId: { type: 'id' }, authorId: { type: 'id' } },
      indexes: { byNote: { partition: ['noteId'], sort: ['createdAt'] } },
      relations: { author: belongsTo('authors', 'authorId'), note: belongsTo('notes', 'noteId') },
    }),
    tags: model('tags', { fields: { name: { type: 'string' } } }),
    notesTags: model('notesTags', {
      fields: { noteId: { type: 'id' }, tagId: { type: 'id' } },
      indexes: { byNote: { partition: ['noteId'], sort: ['createdAt'] } },
      relations: { note: belongsTo('notes', 'noteId'), tag: belongsTo('tags', 'tagId') },
    }),
  };
}

interface Sizes {
  readonly books: number;
  readonly notes: number;
  readonly comments?: number;
  readonly text?: string;
}

function library({ books, notes, comments = 0, text }: Sizes, rules?: Record<string, RuleSpec[]>, owner = 'ann'): Memory {
  const memory = new Memory(models(rules));
  for (let author = 0; author < 3; author++) memory.put('authors', { id: `a${author}`, name: `Author ${author}`, owner });
  for (let tag = 0; tag < 3; tag++) memory.put('tags', { id: `t${tag}`, name: `Tag ${tag}`, owner: tag === 1 ? 'bob' : owner });
  for (let b = 0; b < books; b++) {
    const createdAt = new Date(Date.UTC(2026, 0, 1) + b).toISOString();
    memory.put('books', { id: `b${b}`, kind: 'novel', createdAt, owner });
    if (b > 0) memory.put('covers', { id: `c${b}`, bookId: `b${b}`, owner });
    for (let n = 0; n < notes; n++) {
      const note = `b${b}n${n}`;
      memory.put('notes', {
        id: note,
        bookId: `b${b}`,
        authorId: `a${n % 3}`,
        rank: n,
        ...(text && { text }),
        owner: n === 1 ? 'bob' : owner,
      });
      for (let c = 0; c < comments; c++) memory.put('comments', { id: `${note}c${c}`, noteId: note, authorId: `a${c % 4}`, owner });
      for (let t = 0; t < 3; t++) memory.put('notesTags', { id: `${note}t${t}`, noteId: note, tagId: `t${t}`, owner });
    }
  }
  return memory;
}

const items = (page: unknown) => (page as Page<Item>).items;
const ids = (page: unknown) => items(page).map(({ id }) => id);

describe('include', () => {
  it('reads 25 items with ten of each, and one of each of those, in three round trips', async () => {
    const memory = library({ books: 25, notes: 10 });
    const include = { notes: { limit: 10, include: { author: true } } };
    const page = await memory.engine().list(ann, 'books', { kind: 'novel', include });
    expect(page.items).toHaveLength(25);
    for (const book of page.items) expect(items(book.notes).map(({ author }) => (author as Item).name)).toHaveLength(10);
    expect(memory.roundTrips).toBe(3);
    // One query for the books, one for the notes of each, and all authors at once, each once.
    expect([memory.count('query'), memory.count('batchGetItem'), memory.calls.length]).toEqual([26, 1, 27]);
    expect(memory.inputs.at(-1).RequestItems['shop.authors'].Keys).toHaveLength(3);
  });

  it('is part of a get, and of many at once', async () => {
    const memory = library({ books: 2, notes: 3 });
    const include = { notes: { limit: 2, order: 'desc' }, cover: { include: { book: true } } };
    const book = await memory.engine().get(ann, 'books', 'b1', { include });
    expect(ids(book.notes)).toEqual(['b1n2', 'b1n1']);
    expect(book.cover).toMatchObject({ id: 'c1', book: { id: 'b1', kind: 'novel' } });
    expect(memory.roundTrips).toBe(2);
    const { items: books } = await memory.engine().batchGet(ann, 'books', { ids: ['b1', 'b0'], include });
    expect([books.map(({ id }) => id), ids(books[0]?.notes), books[0]?.cover]).toEqual([['b1', 'b0'], ids(book.notes), book.cover]);
    // There is none: it is absent.
    expect(books[1]).not.toHaveProperty('cover');
  });

  it('goes on where a list ended, by the list that it is', async () => {
    const memory = library({ books: 1, notes: 5 });
    const engine = memory.engine();
    const { notes } = (await engine.get(ann, 'books', 'b0', { include: { notes: { limit: 2 } } })) as unknown as { notes: Page<Item> };
    expect(ids(notes)).toEqual(['b0n0', 'b0n1']);
    const rest = await engine.list(ann, 'notes', { bookId: 'b0', cursor: notes.cursor });
    expect(ids(rest)).toEqual(['b0n2', 'b0n3', 'b0n4']);
    expect(rest.cursor).toBeUndefined();
    await expect(engine.list(bob, 'notes', { bookId: 'b0', cursor: notes.cursor })).rejects.toEqual(
      expect.objectContaining({ code: 'invalid-request' }),
    );
  });

  it('follows links to many', async () => {
    const memory = library({ books: 1, notes: 4 });
    const { items: notes } = await memory.engine().list(ann, 'notes', { bookId: 'b0', include: { tags: { limit: 2 } } });
    for (const note of notes) expect(ids(note.tags)).toEqual(['t0', 't1']);
    // The notes, their links, all tags that are linked.
    expect([memory.roundTrips, memory.count('batchGetItem')]).toEqual([3, 1]);
    const { cursor } = (notes[0] as { tags?: Page<Item> }).tags as Page<Item>;
    const links = await memory.engine().list(ann, 'notesTags', { noteId: 'b0n0', cursor, include: { tag: true } });
    expect(links.items.map(({ tag }) => (tag as Item).id)).toEqual(['t2']);
  });

  it('leaves out what the rules of the other model hide, without a trace', async () => {
    const owner: RuleSpec[] = [{ allow: 'owner' }];
    const memory = library({ books: 2, notes: 3 }, { notes: owner, covers: owner, tags: owner, authors: owner });
    const include = { notes: { include: { author: true, tags: true } }, cover: true };
    const { items: books } = await memory.engine().list(bob, 'books', { kind: 'novel', include });
    for (const book of books) {
      expect(book).not.toHaveProperty('cover');
      expect(book.notes).toEqual({ items: [expect.objectContaining({ owner: 'bob' })] });
      const [note] = items(book.notes);
      expect(note).not.toHaveProperty('author');
      expect(ids(note?.tags)).toEqual(['t1']);
    }
  });

  it('asks who may read the items of an item by the item that is at hand', async () => {
    const rules = { books: [{ allow: 'owner' }], notes: [{ allow: 'related', relation: 'book' }] } as Record<string, RuleSpec[]>;
    const memory = library({ books: 3, notes: 2 }, rules);
    const { items: books } = await memory.engine().list(ann, 'books', { kind: 'novel', include: { notes: true } });
    expect(books.map((book) => ids(book.notes).length)).toEqual([2, 2, 2]);
    expect([memory.roundTrips, memory.count('batchGetItem')]).toEqual([2, 0]);
    expect(await memory.engine().list(bob, 'notes', { bookId: 'b0' })).toEqual({ items: [] });
  });

  it('reads the related items that rules ask of a page at once', async () => {
    const memory = library({ books: 1, notes: 20 }, { books: [{ allow: 'owner' }], notes: [{ allow: 'related', relation: 'book' }] });
    expect((await memory.engine().list(ann, 'notes', { bookId: 'b0' })).items).toHaveLength(20);
    expect([memory.roundTrips, memory.count('query'), memory.count('batchGetItem')]).toEqual([2, 1, 1]);
  });

  it('ends a page where what is included is too much, and goes on with the rest', async () => {
    const memory = library({ books: 20, notes: 5, text: 'x'.repeat(100_000) });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await memory.engine().list(ann, 'books', { kind: 'novel', include: { notes: true }, ...(cursor && { cursor }) });
      expect(JSON.stringify(page).length).toBeLessThan(4_100_000);
      for (const book of page.items) expect(items(book.notes)).toHaveLength(5);
      expect(page.cursor === undefined || ['size', 'budget'].includes(page.stopped ?? '')).toBe(true);
      seen.push(...ids(page));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => `b${i}`));
  });

  it('ends a page where one large item is named by many, and goes on with the rest', async () => {
    const memory = library({ books: 0, notes: 0 });
    memory.put('books', { id: 'large', kind: 'large' });
    memory.put('authors', { id: 'large', name: 'x'.repeat(300_000) });
    for (let i = 0; i < 25; i++) memory.put('notes', { id: `n${String(i).padStart(2, '0')}`, bookId: 'large', authorId: 'large', rank: i });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await memory.engine().list(ann, 'notes', { bookId: 'large', include: { author: true }, ...(cursor && { cursor }) });
      expect(JSON.stringify(page).length).toBeLessThan(4_100_000);
      for (const note of page.items) expect(note.author).toMatchObject({ id: 'large' });
      expect(page.stopped !== undefined).toBe(page.cursor !== undefined);
      seen.push(...ids(page));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => `n${String(i).padStart(2, '0')}`));

    // And in a list that is included, which says so itself.
    const book = await memory.engine().get(ann, 'books', 'large', { include: { notes: { include: { author: true } } } });
    expect(JSON.stringify(book).length).toBeLessThan(4_100_000);
    expect(book.notes).toMatchObject({ stopped: 'budget', cursor: expect.any(String) });
  });

  it('ends a list of links where what they lead to is too much, and it goes on there', async () => {
    const memory = library({ books: 1, notes: 0 });
    memory.put('notes', { id: 'n', bookId: 'b0', rank: 1 });
    memory.put('tags', { id: 'large', name: 'x'.repeat(200_000) });
    const links = Array.from({ length: 30 }, (_, i) => `l${i + 10}`);
    for (const id of links) memory.put('notesTags', { id, noteId: 'n', tagId: 'large' });
    const { tags } = await memory.engine().get(ann, 'notes', 'n', { include: { tags: { limit: 30 } } });
    expect(tags).toEqual({ items: expect.any(Array), stopped: 'budget', cursor: expect.any(String) });
    expect(items(tags)).toHaveLength(19);
    const rest = await memory.engine().list(ann, 'notesTags', { noteId: 'n', cursor: (tags as Page<Item>).cursor, limit: 30 });
    expect(ids(rest)).toEqual(links.slice(19));
  });

  it('asks for few batches of items at once', async () => {
    const memory = library({ books: 1, notes: 30 });
    for (let note = 0; note < 30; note++) {
      for (let i = 0; i < 100; i++) {
        memory.put('tags', { id: `t${note}-${i}`, name: 'x', owner: 'ann' });
        memory.put('notesTags', { id: `l${note}-${i}`, noteId: `b0n${note}`, tagId: `t${note}-${i}` });
      }
    }
    let [under, most] = [0, 0];
    const pause = memory.pause;
    memory.pause = async () => {
      const isBatch = memory.calls.at(-1)?.operation === 'batchGetItem';
      if (isBatch) most = Math.max(most, ++under);
      await pause();
      if (isBatch) under--;
    };
    const { items: notes } = await memory.engine().list(ann, 'notes', { bookId: 'b0', limit: 30, include: { tags: { limit: 100 } } });
    expect(notes.flatMap((note) => items(note.tags))).toHaveLength(3_000);
    expect(most).toBe(5);
  });

  it('spends no more than a thousand requests, and says where it stopped', async () => {
    const memory = library({ books: 14, notes: 90, comments: 1 });
    const include = { notes: { limit: 90, include: { comments: { limit: 1 } } } };
    const page = await memory.engine().list(ann, 'books', { kind: 'novel', limit: 14, include });
    expect(memory.calls.length).toBeLessThanOrEqual(1_001);
    expect(page).toMatchObject({ stopped: 'budget', cursor: expect.any(String) });
    for (const book of page.items) {
      expect(items(book.notes)).toHaveLength(90);
      for (const note of items(book.notes)) expect(items(note.comments)).toHaveLength(1);
    }
    expect(page.items.length).toBeGreaterThan(9);
  }, 20_000);

  it.each<[object, string]>([
    [{ include: [] }, '/include'],
    [{ include: 'notes' }, '/include'],
    [{ include: { nots: true } }, '/include/nots'],
    [{ include: { constructor: true } }, '/include/constructor'],
    [{ include: { notes: 1 } }, '/include/notes'],
    [{ include: { notes: { limit: 101 } } }, '/include/notes/limit'],
    [{ include: { notes: { limit: '' } } }, '/include/notes/limit'],
    [{ include: { notes: { order: 'up' } } }, '/include/notes/order'],
    [{ include: { notes: { where: {} } } }, '/include/notes/where'],
    [{ include: { cover: { limit: 1 } } }, '/include/cover/limit'],
    [{ include: { notes: { include: { authr: true } } } }, '/include/notes/include/authr'],
    [{ include: { notes: { include: { comments: { include: { author: true } } } } } }, '/include/notes/include/comments/include'],
  ])('refuses %j', async (question, pointer) => {
    const refused = expect.objectContaining({ code: 'invalid-request', details: { errors: [expect.objectContaining({ pointer })] } });
    const memory = library({ books: 1, notes: 0 });
    await expect(memory.engine().get(ann, 'books', 'b0', question)).rejects.toEqual(refused);
    expect(memory.calls).toEqual([]);
  });

  it('says so where DynamoDB does not come to what is included', async () => {
    const memory = library({ books: 1, notes: 1 });
    memory.unprocessed = (_, keys) => keys;
    const refused = expect.objectContaining({ code: 'too-many-requests', details: { retryAfter: 1 } });
    await expect(memory.engine().get(ann, 'notes', 'b0n0', { include: { author: true } })).rejects.toEqual(refused);
    expect(memory.count('batchGetItem')).toBe(5);
  });
});

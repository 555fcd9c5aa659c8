import * as fc from 'fast-check';
import type { DataEngine } from '../../../../../lambdas/data/engine/index';
import { Problem } from '../../../../../lambdas/shared/problem';
import { died, type Fault } from '../../../../support/memory-dynamodb/index';
import { ann, key, memoryEngine, SHOP } from './support';

/** What a product is like, in a model as simple as can be: items by id, the versions of those that are gone, nothing else. */
interface Product {
  readonly name: string;
  readonly slug?: string;
  readonly stock: number;
  readonly version: number;
}

class Shelf {
  readonly items = new Map<string, Product>();
  readonly gone = new Map<string, number>();

  /** What some writes, each of another item, come to at once. */
  apply(...writes: readonly Write[]): Map<string, Product | undefined> {
    const changes = new Map(writes.map((write) => [write.id, this.after(write)] as const));
    const slugs = [...new Map([...this.items, ...changes]).values()].flatMap((item) => item?.slug ?? []);
    if (new Set(slugs).size < slugs.length) throw new Refusal('conflict');
    return changes;
  }

  private after(write: Write): Product | undefined {
    const { id } = write;
    const before = this.items.get(id);
    if (write.ifVersion !== undefined && before !== undefined && before.version !== write.ifVersion) throw new Refusal('version-mismatch');
    const after = this.changed(write, before);
    if (after !== undefined && after.stock < 0) throw new Refusal('validation-failed');
    return after && { ...after, version: (before?.version ?? this.gone.get(id) ?? 0) + 1 };
  }

  private changed({ kind, values = {}, by = 0, ifVersion }: Write, before: Product | undefined): Product | undefined {
    if (kind === 'create') {
      if (before !== undefined) throw new Refusal('conflict');
      return { name: 'n', stock: 0, version: 0, ...values };
    }
    if (kind === 'upsert' && before === undefined) {
      if (ifVersion !== undefined) throw new Refusal('version-mismatch');
      return { name: 'n', stock: 0, version: 0, ...values };
    }
    if (before === undefined) throw new Refusal('not-found');
    if (kind === 'delete') return undefined;
    if (kind === 'replace' || kind === 'upsert') return { name: 'n', stock: 0, version: 0, ...values };
    return { ...before, ...values, stock: before.stock + by };
  }

  keep(changes: Map<string, Product | undefined>): void {
    for (const [id, after] of changes) {
      const before = this.items.get(id);
      if (after !== undefined) this.items.set(id, after);
      else if (before !== undefined) {
        this.gone.set(id, before.version + 1);
        this.items.delete(id);
      }
    }
  }
}

class Refusal extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

interface Write {
  readonly kind: 'create' | 'update' | 'increment' | 'replace' | 'upsert' | 'delete';
  readonly id: string;
  readonly values?: { readonly name?: string; readonly slug?: string };
  readonly by?: number;
  readonly ifVersion?: number;
}

const anyWrite: fc.Arbitrary<Write> = fc
  .record(
    {
      kind: fc.constantFrom('create', 'update', 'increment', 'replace', 'upsert', 'delete'),
      id: fc.constantFrom('a', 'b', 'c'),
      values: fc.record({ name: fc.constantFrom('n', 'm'), slug: fc.constantFrom('x', 'y') }, { requiredKeys: [] }),
      by: fc.integer({ min: -2, max: 3 }),
      ifVersion: fc.integer({ min: 0, max: 4 }),
    },
    { requiredKeys: ['kind', 'id'] },
  )
  .map(({ kind, id, values = {}, by = 1, ifVersion }) => {
    if (kind === 'create') return { kind, id, values };
    if (kind === 'delete') return { kind, id, ifVersion };
    return kind === 'increment' ? { kind, id, by, ifVersion } : { kind, id, values, ifVersion };
  });

/** A write as one of several. */
function actionOf({ kind, id, values = {}, by, ifVersion }: Write): object {
  const common = { model: 'products', ...(ifVersion !== undefined && { ifVersion }) };
  switch (kind) {
    case 'create':
      return { model: 'products', create: { id, name: 'n', ...values } };
    case 'update':
      return { ...common, id, update: values };
    case 'increment':
      return { ...common, id, update: { $increment: { stock: by } } };
    case 'delete':
      return { ...common, delete: id };
    default:
      return { ...common, id, [kind]: { name: 'n', ...values } };
  }
}

async function send(engine: DataEngine, { kind, id, values = {}, by, ifVersion }: Write): Promise<unknown> {
  const options = { ifVersion, idempotencyKey: key() };
  for (let tries = 0; ; tries++) {
    try {
      switch (kind) {
        case 'create':
          return await engine.create(ann, 'products', { id, name: 'n', ...values }, options);
        case 'increment':
          return await engine.update(ann, 'products', id, { $increment: { stock: by } }, options);
        case 'update':
          return await engine.update(ann, 'products', id, values, options);
        case 'delete':
          return await engine.delete(ann, 'products', id, options);
        default:
          return await engine[kind](ann, 'products', id, { name: 'n', ...values }, options);
      }
    } catch (error) {
      if ((error as Error).name !== died().name || tries === 50) throw error;
    }
  }
}

async function requireSame({ engine, dynamodb }: ReturnType<typeof memoryEngine>, shelf: Shelf): Promise<void> {
  for (const id of ['a', 'b', 'c']) {
    const item = await engine.get(ann, 'products', id).catch(() => undefined);
    expect(item && { name: item.name, slug: item.slug, stock: item.stock, version: item.version }).toEqual(
      shelf.items.get(id) && { slug: undefined, ...shelf.items.get(id) },
    );
  }
  const claimed = [...dynamodb.items('shop.products').values()].flatMap((stored) =>
    '_claim' in stored ? [JSON.stringify(stored._claim)] : [],
  );
  const holders = [...shelf.items].flatMap(([id, { slug }]) => (slug === undefined ? [] : [JSON.stringify({ S: id })]));
  expect(claimed.sort()).toEqual(holders.sort());
}

const codeOf = (error: unknown) => (error instanceof Problem || error instanceof Refusal ? error.code : Promise.reject(error));

describe('any sequence of writes', () => {
  it('agrees with a model in memory, also where answers are lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyWrite, { minLength: 1, maxLength: 30 }),
        fc.option(fc.infiniteStream(fc.constantFrom('before', 'after', undefined, undefined, undefined)), { nil: undefined }),
        async (writes, faults) => {
          const memory = memoryEngine(SHOP);
          if (faults) memory.dynamodb.fault = () => faults.next().value as Fault | undefined;
          const shelf = new Shelf();
          for (const write of writes) {
            let expected: unknown = 'done';
            try {
              shelf.keep(shelf.apply(write));
            } catch (error) {
              expected = await codeOf(error);
            }
            expect(await send(memory.engine, write).then(() => 'done', codeOf)).toBe(expected);
          }
          memory.dynamodb.fault = () => undefined;
          await requireSame(memory, shelf);
        },
      ),
      { numRuns: 200 },
    );
  }, 120_000);

  it('agrees with it in transactions', async () => {
    const parts = fc.uniqueArray(anyWrite, { minLength: 1, maxLength: 3, selector: ({ id }) => id });
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { minLength: 1, maxLength: 10 }), async (transactions) => {
        const memory = memoryEngine(SHOP);
        const shelf = new Shelf();
        for (const writes of transactions) {
          let expected = 'done';
          try {
            shelf.keep(shelf.apply(...writes));
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            expected = 'transaction-refused';
          }
          expect(await memory.engine.transact(ann, { actions: writes.map(actionOf) }).then(() => 'done', codeOf)).toBe(expected);
        }
        await requireSame(memory, shelf);
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});

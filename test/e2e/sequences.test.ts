import * as fc from 'fast-check';
import { type AnyClient, deployment, signedUp } from './deployment';
import { unique } from './grants/world';

// Any sequence of writes through the generated client agrees with a model as simple as can be.

let parts: AnyClient;
beforeAll(async () => {
  const { api } = await signedUp(deployment('workshop'), 'sequences');
  parts = api.data.parts;
});

interface Part {
  readonly name: string;
  readonly count: number;
  readonly tags?: readonly string[];
  readonly version: number;
}

interface Write {
  readonly kind: 'create' | 'update' | 'increment' | 'append' | 'replace' | 'upsert' | 'delete';
  /** Which of the items. */
  readonly on: number;
  readonly name: string;
  readonly by: number;
  /** How far from the item's version the one is that is asked for; absent: none is asked for. */
  readonly off?: number;
}

const anyWrite: fc.Arbitrary<Write> = fc.record(
  {
    kind: fc.constantFrom('create', 'update', 'increment', 'append', 'replace', 'upsert', 'delete'),
    on: fc.nat(2),
    name: fc.stringMatching(/^[a-z]{1,5}$/),
    by: fc.integer({ min: -3, max: 400 }),
    off: fc.constantFrom(0, 0, -1),
  },
  { requiredKeys: ['kind', 'on', 'name', 'by'] },
);

const MAX_COUNT = 1000;
const MAX_TAGS = 3;

/** What is there, and the versions of what was. */
class Model {
  readonly items = new Map<number, Part>();
  private readonly gone = new Map<number, number>();

  /** The item as it will be (`undefined` where none is left), or the code of the refusal. */
  apply({ kind, on, name, by, off }: Write): Part | undefined | string {
    const before = this.items.get(on);
    if (kind === 'create' || (kind === 'upsert' && before === undefined)) {
      if (before !== undefined) return 'conflict';
      return this.keep(on, { name, count: 1, version: (this.gone.get(on) ?? 0) + 1 });
    }
    if (before === undefined) return 'not-found';
    if (kind !== 'upsert' && off !== undefined && off !== 0) return 'version-mismatch';
    const version = before.version + 1;
    switch (kind) {
      case 'delete':
        this.items.delete(on);
        this.gone.set(on, version);
        return undefined;
      case 'replace':
      case 'upsert':
        return this.keep(on, { name, count: 1, version });
      case 'update':
        return this.keep(on, { ...before, name, version });
      case 'increment': {
        const count = before.count + by;
        return count < 0 || count > MAX_COUNT ? 'validation-failed' : this.keep(on, { ...before, count, version });
      }
      case 'append': {
        const tags = [...(before.tags ?? []), name];
        return tags.length > MAX_TAGS ? 'validation-failed' : this.keep(on, { ...before, tags, version });
      }
    }
  }

  private keep(on: number, part: Part): Part {
    this.items.set(on, part);
    return part;
  }
}

async function carryOut(write: Write, id: string, before: Part | undefined): Promise<Part | undefined | string> {
  const { kind, name, by, off } = write;
  const options = off === undefined ? {} : { ifVersion: (before?.version ?? 1) + off };
  const calls: Record<Write['kind'], () => Promise<any>> = {
    create: () => parts.create({ id, name }),
    update: () => parts.update(id, { name }, options),
    increment: () => parts.update(id, { $increment: { count: by } }, options),
    append: () => parts.update(id, { $append: { tags: [name] } }, options),
    replace: () => parts.replace(id, { name }, options),
    upsert: () => parts.upsert(id, { name }),
    delete: () => parts.delete(id, options),
  };
  try {
    return seen(await calls[kind]());
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const seen = (item: AnyClient): Part | undefined =>
  item && { name: item.name, count: item.count, ...(item.tags && { tags: item.tags }), version: item.version };

test('answers and what is stored are those of the model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyWrite, { minLength: 1, maxLength: 15 }), async (writes) => {
      const model = new Model();
      const run = unique();
      const idOf = (on: number) => `${run}-${on}`;
      for (const write of writes) {
        const before = model.items.get(write.on);
        const expected = model.apply(write);
        expect({ write, came: await carryOut(write, idOf(write.on), before) }).toEqual({ write, came: expected });
      }
      const stored = await parts.batchGet([0, 1, 2].map(idOf));
      expect(new Map(stored.map((item: AnyClient) => [Number(item.id.slice(-1)), seen(item)]))).toEqual(
        new Map([...model.items].sort(([a], [b]) => a - b)),
      );
    }),
    { numRuns: 40 },
  );
}, 120_000);

import { type Expression, heldBy, relatedIn, type Relative, type Relatives } from '../../../../lib/manifest/index.js';
import type { Access } from '../../../shared/access.js';
import { type Item, readItem } from '../../../shared/model/item.js';
import type { Model } from '../../../shared/model/model.js';
import { Problem } from '../../../shared/problem.js';
import type { DataContext } from '../index.js';
import type { Budget } from './budget.js';
import { readMany } from './read-many.js';
import { type View, viewOf } from './view.js';

/** What one call reads with one access: each item by its id once, whatever it is read for. */
export class Reads {
  private readonly views = new Map<string, View>();
  private readonly known = new Map<Model, Map<string, Item | undefined>>();
  /** What is to be known as soon as anyone asks. */
  private readonly kept: { readonly model: Model; readonly items: readonly (Item | undefined)[] }[] = [];

  constructor(
    readonly context: DataContext,
    private readonly access: Access,
  ) {}

  /** @throws Problem `not-found` where there is no such model */
  view(name: string): View {
    let view = this.views.get(name);
    if (view === undefined) {
      view = viewOf(this.context.models(name), this.access);
      this.views.set(name, view);
    }
    return view;
  }

  /** Keeps items that were read, as they are stored, so that nothing reads them again. */
  keep(model: Model, items: readonly (Item | undefined)[]): void {
    this.kept.push({ model, items });
  }

  /** Whether what is stored under an id was read. */
  knows(model: Model, id: string): boolean {
    return this.knownOf(model).has(id);
  }

  /**
   * Items by their ids, whoever may see them, as far as they are there. One round trip.
   * @param budget that they are charged to; ids that it does not suffice for are unknown afterwards
   * @throws Problem `too-many-requests` where DynamoDB does not come to all of them
   */
  async many(model: Model, ids: readonly string[], budget?: Budget): Promise<ReadonlyMap<string, Item | undefined>> {
    const known = this.knownOf(model);
    const missing = ids.filter((id) => !known.has(id));
    if (missing.length > 0) {
      const { found, unprocessed } = await readMany(this.context, model, missing, budget);
      if (unprocessed.length > 0 && !budget?.spent) throw new Problem('too-many-requests', undefined, { retryAfter: 1 });
      const left = new Set(unprocessed);
      for (const id of missing) if (!left.has(id)) known.set(id, readItem(model, found.get(id), this.context.now()));
    }
    return known;
  }

  /**
   * Of some items those that are as they must be, without the fields that the access does not see; in the place of all others nothing.
   * Only what hangs on related items reads them: one round trip for all of them, and one for each further relation on the way.
   */
  async see({ model, guards }: View, what: Expression, items: readonly (Item | undefined)[]): Promise<readonly (Item | undefined)[]> {
    if (what.op === 'always' && guards.size === 0) return items;
    const verdicts = items.map((item) => item !== undefined && heldBy(what, item));
    const isOpen = (i: number) => verdicts[i] === undefined || (verdicts[i] === true && hangsOnRelated(guards, items[i] as Item));
    const open = items.flatMap((item, i) => (item !== undefined && isOpen(i) ? [item] : []));
    const related = open.length === 0 ? undefined : await this.relatives(model, [what, ...guards.values()], open);
    return items.map((item, i) => {
      if (item === undefined) return undefined;
      const relatives = related?.get(item);
      const held = verdicts[i] ?? heldBy(what, item, relatives);
      return held ? withoutUnseen(guards, item, relatives) : undefined;
    });
  }

  /** The items that relations of some items name, as far as these expressions ask for them. */
  async relatives(model: Model, asking: readonly Expression[], items: readonly Item[]): Promise<Map<Item, Relatives>> {
    const asked = relatedIn(asking);
    const found = new Map<Item, Record<string, Relative | null>>(items.map((item) => [item, {}]));
    await Promise.all(
      [...asked].map(async ([name, of]) => {
        const relation = model.spec.relations?.[name];
        if (relation?.kind !== 'belongsTo') return;
        const other = this.context.models(relation.model);
        const idOf = (item: Item) => item[relation.field] as string | undefined;
        const ids = [...new Set(items.map(idOf).filter((id) => id !== undefined))];
        const known = await this.many(other, ids);
        const others = ids.map((id) => known.get(id)).filter((item) => item !== undefined);
        const further = await this.relatives(other, of, others);
        for (const item of items) {
          const parent = known.get(idOf(item) ?? '');
          (found.get(item) as Record<string, Relative | null>)[name] =
            parent === undefined ? null : { item: parent, related: further.get(parent) };
        }
      }),
    );
    return found;
  }

  private knownOf(model: Model): Map<string, Item | undefined> {
    for (const kept of this.kept.splice(0)) {
      const known = this.mapOf(kept.model);
      for (const item of kept.items) if (item !== undefined) known.set(item.id, item);
    }
    return this.mapOf(model);
  }

  private mapOf(model: Model): Map<string, Item | undefined> {
    let known = this.known.get(model);
    if (known === undefined) {
      known = new Map();
      this.known.set(model, known);
    }
    return known;
  }
}

function hangsOnRelated(guards: View['guards'], item: Item): boolean {
  for (const guard of guards.values()) if (heldBy(guard, item) === undefined) return true;
  return false;
}

function withoutUnseen(guards: View['guards'], item: Item, related: Relatives | undefined): Item {
  if (guards.size === 0) return item;
  const seen: Record<string, unknown> & Item = { ...item };
  for (const [field, guard] of guards) if (heldBy(guard, item, related) !== true) delete seen[field];
  return seen;
}

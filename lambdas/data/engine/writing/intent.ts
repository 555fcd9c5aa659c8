import {
  ALWAYS,
  and,
  asSeen,
  type Expression,
  heldBy,
  type Operation,
  readFilter,
  type Relatives,
  type Ruled,
} from '../../../../lib/manifest/index.js';
import type { Access } from '../../../shared/access.js';
import type { Item, Stored } from '../../../shared/model/item.js';
import type { Model } from '../../../shared/model/model.js';
import { Problem } from '../../../shared/problem.js';
import type { DataContext } from '../index.js';
import { looksAgain } from './looks.js';
import type { Action, Replay } from './plan.js';
import { Reads } from '../reading/reads.js';
import { viewOf } from '../reading/view.js';
import { notFound, refusal } from '../refusals.js';
import { hasSeen, type Write, writeOf } from './idempotency.js';

export interface WriteOptions {
  /** Write only if the item is at this version; `*` and nothing: whatever it is at. */
  readonly ifVersion?: number | '*';
  /** Write only if the item is like this: a filter, as parsed JSON. */
  readonly if?: unknown;
  /** A UUIDv7. The same write with the same key is carried out once. */
  readonly idempotencyKey?: string;
}

/** One of several writes that are one: it is remembered as what all of them are. */
export interface PartOptions extends WriteOptions {
  readonly write?: Write;
  /** Which of them. */
  readonly place?: number;
}

/** One write that was asked for. */
export interface Intent {
  readonly context: DataContext;
  readonly access: Access;
  readonly model: Model;
  readonly id: string;
  readonly operation: Operation;
  readonly write: Write;
  readonly ifVersion?: number | '*';
  /** What else the item must be. */
  readonly condition: Expression;
  /** The fields of which the outcome tells what is there: the caller must be able to read them. */
  readonly reveals?: readonly string[];
}

/**
 * A write of an item that is there.
 * @throws Problem where the caller has no hope, the key is not of now, or the condition cannot be understood
 */
export function intend(
  context: DataContext,
  access: Access,
  model: Model,
  id: string,
  operation: Operation,
  body: unknown,
  options: PartOptions,
): Intent {
  access.requireHope(model.ruled, operation);
  const { ifVersion, if: filter, idempotencyKey } = options;
  const write = options.write ?? writeOf(access, context.now(), idempotencyKey, [model.name, id, operation, body, ifVersion, filter]);
  return {
    context,
    access,
    model,
    id,
    operation,
    write,
    ifVersion,
    condition: filter === undefined ? ALWAYS : conditionOf(model, access, filter),
  };
}

function conditionOf(model: Model, access: Access, filter: unknown): Expression {
  const { fields, guards } = viewOf(model, access);
  const { expression, errors } = readFilter(fields, filter, { at: '?if', me: access.owner });
  if (errors.length > 0) throw new Problem('invalid-request', undefined, { errors });
  // Of an item that he may not read nobody learns by whether he may write it on a condition.
  const readable = access.admission(model.ruled, 'get');
  return and([readable, asSeen(expression, (field) => guards.get(field) ?? ALWAYS)]);
}

/** What an item must be for the rules to admit to writing it, and to setting these of its fields. */
export function admissionTo({ access, model, operation }: Intent, fields: Iterable<string> = []): Expression {
  if (model.guarded.size === 0) return access.admission(model.ruled, operation);
  const guards = [...fields].flatMap((field) => model.guarded.get(field) ?? []);
  return and([model.ruled, ...guards].map((ruled) => access.admission(ruled, operation)));
}

/**
 * Whether an item is as it must be. What that asks of related items is read, and must still be so when the item is written.
 * @returns looks at the related items; nothing where it is not
 */
export async function held({ context, access, model }: Intent, expression: Expression, item: Item): Promise<Action[] | undefined> {
  const known = heldBy(expression, item);
  if (known !== undefined) return known ? [] : undefined;
  const related = (await new Reads(context, access).relatives(model, [expression], [item])).get(item);
  if (heldBy(expression, item, related) !== true) return undefined;
  return looksAlong(context, model, expression, related);
}

/** Looks at all related items that an expression asks, and at those that they relate to in turn. */
function looksAlong(context: DataContext, model: Model, expression: Expression, related: Relatives | undefined): Action[] {
  switch (expression.op) {
    case 'and':
    case 'or':
      return expression.of.flatMap((each) => looksAlong(context, model, each, related));
    case 'not':
      return looksAlong(context, model, expression.of, related);
    case 'related': {
      const relation = model.spec.relations?.[expression.relation];
      const relative = related?.[expression.relation];
      if (relation === undefined || !relative) return [];
      const other = context.models(relation.model);
      return [looksAgain(other, relative.item as Item), ...looksAlong(context, other, expression.of, relative.related)];
    }
    default:
      return [];
  }
}

/**
 * The refusal of a write for the fields that it sets, each named: where the rules of the model admit to it, and rules of these fields do not.
 * @param item as it is, or as it would be
 */
export async function fieldRefusal(intent: Intent, item: Item, fields: Iterable<string> = []): Promise<Problem | undefined> {
  const { access, model, operation } = intent;
  const guarded = [...fields].filter((field) => model.guarded.has(field));
  if (guarded.length === 0 || (await held(intent, admissionTo(intent), item)) === undefined) return undefined;
  const admitted = await Promise.all(
    guarded.map((field) => held(intent, access.admission(model.guarded.get(field) as Ruled, operation), item)),
  );
  const errors = guarded.flatMap((field, i) =>
    admitted[i] === undefined ? [{ pointer: `/${field}`, detail: 'no rule admits you to set it' }] : [],
  );
  return new Problem('forbidden', undefined, { errors });
}

/** An item that may be written, and looks at what that hangs on. */
export interface Judged {
  readonly item: Item;
  readonly looks: readonly Action[];
}

/**
 * Asks of an item that is to be written, in this order: may the caller, has it been done, is it as he wanted it. So nobody learns by a 412
 * of an item that he may not write.
 * @param fields that are set
 */
export async function judge(intent: Intent, { item, attributes }: Stored, fields?: Iterable<string>): Promise<Replay | Judged> {
  const { write, ifVersion, condition } = intent;
  if (item === undefined) {
    if (hasSeen(attributes, write)) return { replayed: true };
    throw notFound();
  }
  const looks = await held(intent, admissionTo(intent, fields), item);
  if (looks === undefined) throw (await fieldRefusal(intent, item, fields)) ?? refusal(await seen(intent, item));
  if (hasSeen(attributes, write)) return { replayed: true, item };
  const other = typeof ifVersion === 'number' && ifVersion !== item.version;
  if (other) throw new Problem('version-mismatch', undefined, { current: await seen(intent, item) });
  const looksToo = await held(intent, condition, item);
  if (looksToo === undefined) throw new Problem('condition-failed', undefined, { current: await seen(intent, item) });
  return { item, looks: [...looks, ...looksToo] };
}

/** An item as the caller sees it, if he does. */
export async function seen(
  { context, access, model }: Pick<Intent, 'context' | 'access' | 'model'>,
  item: Item,
): Promise<Item | undefined> {
  const view = viewOf(model, access);
  // Mostly all of it is seen, which nothing need be read to tell.
  if (view.guards.size === 0 && heldBy(view.got, item) === true) return item;
  return (await new Reads(context, access).see(view, view.got, [item]))[0];
}

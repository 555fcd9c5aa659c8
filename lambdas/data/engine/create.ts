import { ALWAYS, checkCreate, checkValues } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import { isEmptySet, type Item, type Stored, writeItem } from '../../shared/model/item.js';
import { CASCADES } from '../../shared/model/marks.js';
import type { Model } from '../../shared/model/model.js';
import { Problem, requireValid } from '../../shared/problem.js';
import { uuidFrom, uuidv7 } from '../../shared/uuid.js';
import { admissionTo, fieldRefusal, held, type Intent, type PartOptions } from './writing/intent.js';
import { isRestricted } from './children.js';
import { stillDeleted, stillReferredTo, taken } from './refusals.js';
import { hasEnded, removeEnded } from './delete.js';
import { carryOut } from './writing/carry-out.js';
import { claims } from './writing/claims.js';
import { Placeholders } from './expressions.js';
import type { DataContext } from './index.js';
import { idFaults, idOf } from './id-of.js';
import { keyFaults } from './keys.js';
import { unchanged } from './writing/looks.js';
import { looksAtParents } from './writing/parents.js';
import type { Plan, Writing } from './writing/plan.js';
import { written } from './writing/told.js';
import { hasSeen, remembered, rememberSurely, writeOf } from './writing/idempotency.js';

export interface CreateOptions extends Pick<PartOptions, 'write' | 'place'> {
  /** A UUIDv7. The same create with the same key is carried out once; it is also the item's id where none is chosen. */
  readonly idempotencyKey?: string;
  /** Whom the item belongs to, for a model whose items say it. @default the caller */
  readonly owner?: string;
}

const NOTHING: Stored = { version: 0 };

/** Makes an item where there is none: one conditional put, whatever happens, and with unique values or relations one transaction. */
export function create(context: DataContext, access: Access, model: Model, input: unknown, options: CreateOptions): Writing {
  access.requireHope(model.ruled, 'create');
  const { id: chosen, rest } = takeId(input);
  const now = context.now();
  const write = options.write ?? writeOf(access, now, options.idempotencyKey, [model.name, chosen, rest]);
  const owner = options.owner ?? access.owner;
  const id =
    chosen ?? idOf(model, { ...(rest as object), owner }) ?? (options.place === undefined ? write.key : uuidFrom(write.key, options.place));
  const intent: Intent = { context, access, model, id, operation: 'create', write, condition: ALWAYS };
  const made = makes(intent, rest, owner);
  return {
    intent,
    // Where nothing is there, nothing need be read.
    unread: () => made(NOTHING),
    async plan(stored) {
      if (hasSeen(stored.attributes, write)) return { replayed: true, item: stored.item, creates: true };
      if (stored.item !== undefined) throw taken();
      return made(stored);
    },
    told: (item) => written(model, rest, item),
  };
}

/**
 * How an item is made in the place of what is there: of nothing, of what is left of a deleted one, of one that has ended.
 * @throws Problem for what is not valid, whatever is there
 */
export function makes(intent: Intent, input: unknown, owner = intent.access.owner): (stored: Stored) => Promise<Plan> {
  const { context, access, model, id, write } = intent;
  const now = context.now();
  const at = new Date(now).toISOString();
  const moment = { now: at, caller: access.owner, uuid: () => uuidv7(now) };
  const { value, errors } = checkCreate(model.spec.fields, input, { asAdmin: access.isAdmin, moment });
  // Ids of another kind are those of claims.
  requireValid(id === write.key ? errors : [...checkValues(ID, { id }).errors, ...errors]);
  for (const field in value) if (isEmptySet(model, field, value[field])) delete value[field];
  const first: Item = { id, ...value, ...(model.owned && { owner }), version: 1, createdAt: at, updatedAt: at };
  requireValid([...idFaults(model, first), ...keyFaults(model, first)]);
  const fields = Object.keys(input as object).filter((field) => value[field] !== undefined);

  return async (stored) => {
    if (stored.attributes?.[CASCADES] !== undefined) throw stillDeleted();
    const looks = await held(intent, admissionTo(intent, fields), first);
    if (looks === undefined) throw (await fieldRefusal(intent, first, fields)) ?? new Problem('forbidden');
    if (model.cascades && hasEnded(stored)) {
      await carryOut([removeEnded(intent)], false);
      throw stillDeleted();
    }
    // What may end leaves those behind that would have kept it from being deleted: they are not for who takes its id.
    if (model.ttl !== undefined && id !== write.key && (await isRestricted(context, model, id))) throw stillReferredTo();
    // In the place of one that was there versions go on, and the writes to that one stay known.
    const item = stored.version === 0 ? first : { ...first, version: stored.version + 1 };
    const placeholders = new Placeholders();
    const put = {
      TableName: model.table,
      Item: Object.assign(
        writeItem(model, item, access.trail),
        remembered(stored.attributes),
        rememberSurely(stored.attributes, write, now),
      ),
      ConditionExpression: unchanged(stored, placeholders),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      ...placeholders.attributes,
    };
    const actions = [...claims(model, id, undefined, item, now), ...(await looksAtParents(intent, undefined, item, now)), ...looks];
    return { actions: [{ request: { Put: put } }, ...actions], item, creates: true, remembered: 'surely' };
  };
}

const ID = { id: { type: 'id' } } as const;

/** The one system field that a client may choose, apart from the declared ones. */
function takeId(input: unknown): { id: string | undefined; rest: unknown } {
  if (typeof input !== 'object' || input === null || !Object.hasOwn(input, 'id')) return { id: undefined, rest: input };
  const { id, ...rest } = input as Record<string, unknown>;
  const { value, errors } = checkValues(ID, { id });
  requireValid(errors);
  return { id: value.id as string | undefined, rest };
}

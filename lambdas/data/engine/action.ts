import { didYouMean, type FieldProblem } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import type { Model } from '../../shared/model/model.js';
import { Problem } from '../../shared/problem.js';
import { check } from './check.js';
import { create } from './create.js';
import { remove } from './delete.js';
import type { DataContext } from './index.js';
import { replace, upsert } from './replace.js';
import { update } from './update.js';
import type { PartOptions, WriteOptions } from './writing/intent.js';
import type { Writing } from './writing/plan.js';

const KINDS = ['create', 'update', 'replace', 'upsert', 'delete', 'check'] as const;
type Kind = (typeof KINDS)[number];

/** One of several writes, as JSON: `{ "update": { "title": "x" }, "id": "a", "ifVersion": 3 }`, `{ "delete": "a" }`. */
export interface Action {
  readonly kind: Kind;
  /** Absent for a create, whose values may hold one. */
  readonly id?: string;
  readonly values: unknown;
  readonly options: WriteOptions;
  /** What else it says. */
  readonly members: Readonly<Record<string, unknown>>;
}

/**
 * Reads one of several writes.
 * @param at its JSON pointer
 * @param known members beside those of every write
 * @throws Problem `invalid-request`
 */
export function readAction(input: unknown, at: string, known: readonly string[]): Action {
  const fault = (detail: string, pointer = at) => new Problem('invalid-request', undefined, { errors: [{ pointer, detail }] });
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw fault('must be an object');
  const members = input as Record<string, unknown>;
  const [kind, other] = KINDS.filter((each) => Object.hasOwn(members, each));
  if (kind === undefined || other !== undefined) throw fault(`must be one of ${KINDS.join(', ')}`);
  const all = [kind, ...(kind === 'create' ? [] : ['id', 'ifVersion', 'if']), ...known];
  for (const name of Object.keys(members))
    if (!all.includes(name)) throw fault(`is not known here${didYouMean(name, all)}`, `${at}/${name}`);
  const { ifVersion, if: filter } = members;
  const bare = kind === 'delete' || kind === 'check';
  const id = bare && typeof members[kind] === 'string' ? members[kind] : members.id;
  if (kind !== 'create' && typeof id !== 'string') throw fault('must say which item', `${at}/id`);
  if (members.owner !== undefined && typeof members.owner !== 'string') throw fault('must be a text', `${at}/owner`);
  if (ifVersion !== undefined && !(Number.isSafeInteger(ifVersion) && (ifVersion as number) >= 0))
    throw fault('must be a version', `${at}/ifVersion`);
  return {
    kind,
    id: id as string | undefined,
    values: members[kind],
    options: { ifVersion: ifVersion as number | undefined, if: filter },
    members,
  };
}

/** @throws Problem where the caller has no hope, or what he says is not valid */
export function writingOf(context: DataContext, access: Access, model: Model, action: Action, given: PartOptions): Writing {
  const { kind, values, members } = action;
  if (kind === 'create') return create(context, access, model, values, { ...given, owner: members.owner as string | undefined });
  const id = action.id as string;
  const options = { ...action.options, ...given };
  switch (kind) {
    case 'update':
      return update(context, access, model, id, values, options);
    case 'replace':
      return replace(context, access, model, id, values, options);
    case 'upsert':
      return upsert(context, access, model, id, values, options);
    case 'delete':
      return remove(context, access, model, id, options);
    case 'check':
      return check(context, access, model, id, options);
  }
}

/** What is wrong with one of several writes, named by its place. */
export function faultsOf(problem: Problem, at: string, kind: Kind): FieldProblem[] {
  const { code, message, details } = problem;
  if (!details.errors?.length) return [{ pointer: at, detail: message, code }];
  return details.errors.map(({ pointer, detail }) => ({
    pointer: pointer.startsWith('?') ? `${at}/${pointer.slice(1)}` : `${at}/${kind}${pointer}`,
    detail,
    code,
  }));
}

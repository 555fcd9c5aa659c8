import {
  describeRule,
  type FieldSpec,
  type FunctionSpec,
  type IndexSpec,
  type Manifest,
  type ModelSpec,
  type RelationSpec,
  type RuleSpec,
  type SpaceSpec,
  type TopicSpec,
  type TriggerSpec,
} from '../../lib/manifest/index.js';
import { addingBreaks, changingBreaks, removingBreaks } from './breaking.js';

/** One difference between two declarations. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  /** What it is about, in the words of a declaration: `model notes`, `field notes.title`, `rule of notes`. */
  readonly what: string;
  /** For what has changed: from what to what. */
  readonly detail?: string;
  /** What happens to clients that are deployed, if they do not go on as before. */
  readonly breaks?: string;
}

/** What distinguishes two declarations, in the order of the later one; empty if nothing does. An absent manifest declares nothing. */
export function diffManifests(before: Manifest | undefined, after: Manifest): Change[] {
  return [
    ...compare('group', list(before?.auth?.groups), list(after.auth?.groups)),
    ...(before ? values('auth', before.auth, after.auth, ['ownerClaim', 'userName']) : []),
    ...compare('model', before?.data?.models, after.data?.models, models),
    ...compare('file space', before?.files?.spaces, after.files?.spaces, spaces),
    ...compare('function', before?.functions?.functions, after.functions?.functions, functions),
    ...compare('push platform', list(before?.push?.platforms), list(after.push?.platforms)),
    ...compare('topic', before?.push?.topics, after.push?.topics, topics),
    ...compare('extension', before?.extensions, after.extensions, (name, a, b) =>
      same(a, b) ? [] : [{ kind: 'changed', what: `extension ${name}` }],
    ),
  ];
}

function models(name: string, before: ModelSpec, after: ModelSpec): Change[] {
  return [
    ...compare('field', before.fields, after.fields, fields, name),
    // An edited index is one dropped and one made; it is one change to whoever edits it.
    ...compare('index', before.indexes, after.indexes, indexes, name),
    ...compare('relation', before.relations, after.relations, relations, name),
    ...rules(name, before.rules, after.rules),
    ...values(`model ${name}`, before, after, ['allowScan', 'idFrom', 'table']),
  ];
}

function fields(name: string, before: FieldSpec, after: FieldSpec): Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => key !== 'description' && key !== 'fields',
  ) as (keyof FieldSpec)[];
  return [...values(`field ${name}`, before, after, names), ...compare('field', before.fields, after.fields, fields, name)];
}

function indexes(name: string, before: IndexSpec, after: IndexSpec): Change[] {
  const keys = ({ partition, sort }: IndexSpec) => `(${[...partition, ...sort].join(', ')})`;
  return same(before, after) ? [] : [changed(`index ${name}`, 'index', `${keys(before)} → ${keys(after)}`)];
}

function relations(name: string, before: RelationSpec, after: RelationSpec): Change[] {
  return same(before, after) ? [] : [changed(`relation ${name}`, 'relation', `${text(before)} → ${text(after)}`)];
}

function spaces(name: string, before: SpaceSpec, after: SpaceSpec): Change[] {
  return [...rules(name, before.rules, after.rules), ...values(`file space ${name}`, before, after, ['maxSize', 'contentTypes'])];
}

function functions(name: string, before: FunctionSpec, after: FunctionSpec): Change[] {
  return [
    ...compare('input', before.input, after.input, fields, name),
    ...compare('output', before.output, after.output, fields, name),
    ...rules(name, before.rules, after.rules),
    ...compare('trigger', list(before.triggers.map(describeTrigger)), list(after.triggers.map(describeTrigger)), undefined, name),
    ...values(`function ${name}`, before, after, ['invoke']),
  ];
}

function topics(name: string, before: TopicSpec, after: TopicSpec): Change[] {
  return rules(name, before.rules, after.rules);
}

function rules(owner: string, before: readonly RuleSpec[] = [], after: readonly RuleSpec[] = []): Change[] {
  return compare('rule', list(before.map(describeRule)), list(after.map(describeRule)), undefined, owner);
}

function describeTrigger(trigger: TriggerSpec): string {
  switch (trigger.on) {
    case 'change':
      return `change(${trigger.model}: ${trigger.operations.join(', ')})`;
    case 'file':
      return `file(${trigger.space})`;
    case 'schedule':
      return `schedule(${trigger.expression})`;
  }
}

/** What is only in one of two maps, and how `inside` finds the common ones changed. */
function compare<T>(
  kindOfThing: string,
  before: Readonly<Record<string, T>> = {},
  after: Readonly<Record<string, T>> = {},
  inside: (name: string, before: T, after: T) => Change[] = () => [],
  owner?: string,
): Change[] {
  const full = (name: string) => (owner === undefined ? name : `${owner}.${name}`);
  const there = Object.keys(after).flatMap((name): Change[] =>
    Object.hasOwn(before, name)
      ? inside(full(name), before[name] as T, after[name] as T)
      : [withBreaks({ kind: 'added', what: `${kindOfThing} ${full(name)}` }, addingBreaks(kindOfThing, after[name]))],
  );
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  return [
    ...there,
    ...gone.map((name) => withBreaks({ kind: 'removed', what: `${kindOfThing} ${full(name)}` }, removingBreaks(kindOfThing))),
  ];
}

/** Single values of two structs, by key. */
function values<T extends object>(
  what: string,
  before: T | undefined,
  after: T | undefined,
  keys: readonly (keyof T & string)[],
): Change[] {
  return keys.flatMap((key): Change[] => {
    const [a, b] = [before?.[key], after?.[key]];
    return same(a, b) ? [] : [changed(what, key, `${key} ${text(a)} → ${text(b)}`, a, b)];
  });
}

function changed(what: string, key: string, detail: string, before?: unknown, after?: unknown): Change {
  return withBreaks({ kind: 'changed', what, detail }, changingBreaks(key, before, after));
}

const withBreaks = (change: Change, breaks: string | undefined): Change => (breaks === undefined ? change : { ...change, breaks });

const list = (names: readonly string[] = []) => Object.fromEntries(names.map((name) => [name, true]));
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const text = (value: unknown) => (value === undefined ? 'unset' : typeof value === 'string' ? value : JSON.stringify(value));

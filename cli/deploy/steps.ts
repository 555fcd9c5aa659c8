import { MAX_INDEXES } from '../../lib/manifest/index.js';
import { indexesOf, sameIndex, tableProperties, type TableProperties, type TypedIndex, typesConflict, withIndexes } from './table.js';
import { type Template, withProperties } from './template.js';

/** One deployment of a stack. */
export interface Step {
  /**
   * `make` and `drop` change no more than one index a table. `switch` brings all that is wanted: until then what is deployed keeps running,
   * handlers, manifest and all.
   */
  readonly does: 'make' | 'switch' | 'drop';
  /** What a step makes or drops; with `switch` none. */
  readonly indexes: readonly ChangedIndex[];
  readonly template: Template;
}

export interface ChangedIndex {
  /** The table's resource. */
  readonly logicalId: string;
  readonly indexName: string;
}

/** How the indexes of one table change: `early` drops, then `creates`, then the handlers, then `late` drops. */
interface IndexChange {
  readonly logicalId: string;
  readonly deployed: TableProperties;
  readonly wanted: TableProperties;
  readonly early: readonly TypedIndex[];
  readonly creates: readonly TypedIndex[];
  readonly late: readonly TypedIndex[];
}

/**
 * Cuts an update into deployments that DynamoDB can make and no client notices: it creates or deletes one index a table an update, so
 * indexes are made one by one before the handlers that query them arrive, and dropped one by one when no handler is left that does.
 * All tables go in step. The last template is the wanted one; without a change of indexes it is the only one.
 *
 * An index whose keys, projection or attribute types change under its name is dropped first and made again; so is one
 * that needs an attribute in another type than a new index does, and so are as many as a table of twenty has no room for.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export function indexSteps(deployed: Template, wanted: Template): Step[] {
  const changes = Object.keys(wanted.Resources ?? {}).flatMap((logicalId) => indexChange(logicalId, deployed, wanted) ?? []);
  const before = (drops: number, makes: number) => changes.reduce((template, change) => underway(template, change, drops, makes), deployed);
  const after = (drops: number) => changes.reduce((template, change) => leaving(template, change, drops), wanted);
  const all = Number.POSITIVE_INFINITY;
  const early = rounds(changes, ({ early }) => early);
  const late = rounds(changes, ({ late }) => late);
  return [
    ...early.map((indexes, at): Step => ({ does: 'drop', indexes, template: before(at + 1, 0) })),
    ...rounds(changes, ({ creates }) => creates).map((indexes, at): Step => ({ does: 'make', indexes, template: before(all, at + 1) })),
    { does: 'switch', indexes: [], template: late.length === 0 ? wanted : after(0) },
    ...late.map((indexes, at): Step => ({ does: 'drop', indexes, template: at + 1 < late.length ? after(at + 1) : wanted })),
  ];
}

/** The first of each table's list, the second of each, and so on. */
function rounds(changes: readonly IndexChange[], listOf: (change: IndexChange) => readonly TypedIndex[]): ChangedIndex[][] {
  const length = Math.max(0, ...changes.map((change) => listOf(change).length));
  return Array.from({ length }, (_, at) =>
    changes.flatMap((change) => {
      const changed = listOf(change)[at];
      return changed === undefined ? [] : [{ logicalId: change.logicalId, indexName: changed.index.IndexName }];
    }),
  );
}

/** The deployed table after so many early drops and creates. */
function underway(template: Template, { logicalId, deployed, wanted, ...change }: IndexChange, early: number, creates: number): Template {
  const dropped = new Set(change.early.slice(0, early).map(({ index }) => index.IndexName));
  const old = [...indexesOf(deployed)].filter(([name]) => !dropped.has(name)).map(([, index]) => index);
  return withProperties(template, logicalId, withIndexes(deployed, [...old, ...change.creates.slice(0, creates)], wanted));
}

/** The wanted table with its old indexes, less so many that are dropped. */
function leaving(template: Template, { logicalId, deployed, wanted, late }: IndexChange, dropped: number): Template {
  return withProperties(template, logicalId, withIndexes(wanted, [...indexesOf(wanted).values(), ...late.slice(dropped)], deployed));
}

/** Undefined unless a table stays the same table and changes an index. */
function indexChange(logicalId: string, before: Template, after: Template): IndexChange | undefined {
  const [deployed, wanted] = [before, after].map((template) => tableProperties(template.Resources?.[logicalId]));
  if (!deployed || !wanted || isReplaced(deployed, wanted)) return undefined;

  const old = indexesOf(deployed);
  const next = indexesOf(wanted);
  const kept = (name: string) => {
    const [a, b] = [old.get(name), next.get(name)];
    return a !== undefined && b !== undefined && sameIndex(a, b);
  };
  const creates = [...next].filter(([name]) => !kept(name)).map(([, index]) => index);
  const drops = [...old].filter(([name]) => !kept(name)).map(([, index]) => index);
  const inTheWay = (drop: TypedIndex) =>
    creates.some((create) => create.index.IndexName === drop.index.IndexName || typesConflict(create, drop));
  if (creates.length + drops.length === 0) return undefined;
  const [early, late] = [drops.filter(inTheWay), drops.filter((drop) => !inTheWay(drop))];
  const tooMany = old.size - early.length + creates.length - MAX_INDEXES;
  early.push(...late.splice(0, Math.max(0, tooMany)));
  return { logicalId, deployed, wanted, early, creates, late };
}

/** Whether CloudFormation makes a new table, with all its indexes at once, in place of the deployed one. */
export function isReplaced(deployed: TableProperties, wanted: TableProperties): boolean {
  const identity = ({ TableName, KeySchema }: TableProperties) => JSON.stringify([TableName, KeySchema]);
  return identity(deployed) !== identity(wanted);
}

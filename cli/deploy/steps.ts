import { indexesOf, sameIndex, tableProperties, type TableProperties, type TypedIndex, typesConflict, withIndexes } from './table.js';
import { type Template, withProperties } from './template.js';

/** Templates to deploy one after the other. */
export interface Steps {
  /** What is deployed, with new indexes added (and those dropped that are in their way): today's code keeps running. */
  readonly before: readonly Template[];
  /** What is wanted: first with the old indexes still there, at the end without. Never empty; the last is the wanted template itself. */
  readonly after: readonly Template[];
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
 * Cuts an update into deployments that DynamoDB can make: it creates or deletes one index a table an update.
 * Indexes are made before the handlers that query them arrive, and dropped when no handler is left that does. All tables
 * go in step. If no table changes by more than one index there is one step, the wanted template.
 *
 * An index whose keys, projection or attribute types change under its name is dropped first and made again; so is one
 * that needs an attribute in another type than a new index does.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
export function indexSteps(deployed: Template, wanted: Template): Steps {
  const changes = Object.keys(wanted.Resources ?? {}).flatMap((logicalId) => indexChange(logicalId, deployed, wanted) ?? []);
  if (changes.every(({ early, creates, late }) => early.length + creates.length + late.length <= 1)) return { before: [], after: [wanted] };

  const early = longest(changes.map((change) => change.early));
  const creates = longest(changes.map((change) => change.creates));
  const late = longest(changes.map((change) => change.late));
  return {
    before: [
      ...count(early).map((done) => changes.reduce((template, change) => underway(template, change, done + 1, 0), deployed)),
      ...count(creates).map((done) => changes.reduce((template, change) => underway(template, change, early, done + 1), deployed)),
    ],
    after: [...count(late).map((done) => changes.reduce((template, change) => leaving(template, change, done), wanted)), wanted],
  };
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
  const change = {
    logicalId,
    deployed,
    wanted,
    early: drops.filter(inTheWay),
    creates,
    late: drops.filter((drop) => !inTheWay(drop)),
  };
  return creates.length + drops.length > 0 ? change : undefined;
}

/** CloudFormation makes a new table, with all its indexes at once, if the name or the keys change. */
function isReplaced(deployed: TableProperties, wanted: TableProperties): boolean {
  const identity = ({ TableName, KeySchema }: TableProperties) => JSON.stringify([TableName, KeySchema]);
  return identity(deployed) !== identity(wanted);
}

const longest = (lists: readonly (readonly unknown[])[]) => Math.max(...lists.map((list) => list.length));
const count = (length: number) => Array.from({ length }, (_, at) => at);

import { type Fields, type Manifest, type ModelSpec, tableName } from '../../lib/manifest/index.js';
import { manifestOf, type StackPlan } from './plan.js';
import { isReplaced } from './steps.js';
import { tableProperties } from './table.js';
import type { Template } from './template.js';

/**
 * What is not deployed, since data would be left behind where nobody looks for it: each with what to do instead. CloudFormation would put a
 * new, empty table in place of another without a word.
 */
export function refusals(plan: StackPlan): string[] {
  return [
    ...replacedTables(plan),
    ...plan.after.flatMap((manifest) => renamedModels(manifestOf(plan.before, manifest.backendId), manifest)),
  ];
}

/** Tables of the same logical id with another name or key, and tables that another logical id makes under their name. */
function replacedTables({ deployed, wanted }: StackPlan): string[] {
  const idsByName = new Map(tablesOf(wanted).map(({ id, name }) => [name, id]));
  return tablesOf(deployed).flatMap(({ id, name, table }) => {
    const next = tableProperties(wanted.Resources?.[id]);
    if (next !== undefined && isReplaced(table, next)) {
      const [what, from, to] =
        JSON.stringify(table.KeySchema) === JSON.stringify(next.KeySchema)
          ? ['name', table.TableName, next.TableName]
          : ['key', table.KeySchema, next.KeySchema];
      return [
        `the table ${name} would be replaced by a new, empty one, since its ${what} changes: ${JSON.stringify(from)} → ${JSON.stringify(to)}. ` +
          `Declare a second model for it, \`plinth export\` the one, \`plinth import\` it into the other, then remove the first.`,
      ];
    }
    const other = idsByName.get(name);
    if (next === undefined && other !== undefined && typeof table.TableName === 'string') {
      return [
        `the table ${name} would be made by another construct (${logical(other)} instead of ${logical(id)}), and CloudFormation makes none whose ` +
          `name is taken. Leave the construct where it was, or move it with \`npx cdk refactor\`.`,
      ];
    }
    return [];
  });
}

/** A model that is gone while one with the same fields is new. */
function renamedModels(before: Manifest | undefined, after: Manifest): string[] {
  const [old, next] = [before?.data?.models ?? {}, after.data?.models ?? {}];
  const gone = Object.keys(old).filter((name) => !Object.hasOwn(next, name));
  const made = Object.keys(next).filter((name) => !Object.hasOwn(old, name));
  return gone.flatMap((name) => {
    const model = old[name] as ModelSpec;
    const same = made.find(
      (other) => sameShape(model, next[other] as ModelSpec) && next[other]?.table !== tableOfModel(after.backendId, name, model),
    );
    if (same === undefined) return [];
    const table = tableOfModel(after.backendId, name, model);
    return [
      `the model ${name} is gone and ${same} has its fields: renamed, it would have a new, empty table, and the items stay in ${table}. ` +
        `To move them keep ${name} beside ${same}, deploy, \`plinth export ${name}\`, \`plinth import ${same}\`, then remove ${name}. ` +
        `If ${same} is another thing, remove ${name} in a deployment of its own.`,
    ];
  });
}

function sameShape(a: ModelSpec, b: ModelSpec): boolean {
  const shape = (fields: Fields) =>
    JSON.stringify(
      Object.entries(fields)
        .map(([name, { type }]) => `${name}: ${type}`)
        .sort(),
    );
  return shape(a.fields) === shape(b.fields);
}

const tableOfModel = (backendId: string, name: string, { table }: ModelSpec) => table ?? tableName(backendId, name);

function tablesOf(template: Template | undefined) {
  return Object.entries(template?.Resources ?? {}).flatMap(([id, resource]) => {
    const table = tableProperties(resource);
    if (table === undefined) return [];
    return [{ id, table, name: typeof table.TableName === 'string' ? table.TableName : logical(id) }];
  });
}

const logical = (id: string) => id.slice(id.indexOf('#') + 1);

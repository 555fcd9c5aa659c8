import type { Manifest, ModelSpec } from '../manifest';
import { tableName } from '../names';
import { at, type Fault } from './fault';
import { checkModelFields } from './fields';
import { checkIndexes } from './indexes';
import { checkModelRules } from './model-rules';
import { checkNames } from './names';
import { checkRelations } from './relations';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const TABLE_NAME_PATTERN = /^[A-Za-z0-9_.-]{3,255}$/;

export function* checkData(manifest: Manifest): Iterable<Fault> {
  const models = manifest.data?.models ?? {};
  const path = 'data.models';
  yield* checkNames(path, 'model', Object.keys(models), { 'api.data has a call of this name': ['transact'] });
  for (const [name, model] of Object.entries(models)) {
    yield* checkModel(model, at(path, name));
    yield* checkModelRules(name, model, models, at(path, name), manifest.auth);
    yield* checkRelations(name, model, models, at(path, name));
  }
  yield* checkTables(manifest, models, path);
}

function* checkModel(model: ModelSpec, path: string): Iterable<Fault> {
  yield* checkModelFields(model.fields, at(path, 'fields'));
  yield* checkIndexes(model, at(path, 'indexes'));
}

function* checkTables(manifest: Manifest, models: Readonly<Record<string, ModelSpec>>, path: string): Iterable<Fault> {
  const users = new Map<string, string>();
  for (const [name, { table }] of Object.entries(models)) {
    if (table !== undefined && !TABLE_NAME_PATTERN.test(table)) {
      yield {
        path: at(path, name, 'table'),
        message: `a table's name is 3 to 255 letters, digits, "_", "-" or ".", is ${JSON.stringify(table)}`,
      };
    }
    const physical = table ?? tableName(manifest.backendId, name);
    const other = users.get(physical);
    if (other !== undefined) {
      yield { path: at(path, name), message: `has the table "${physical}", and so has "${other}"; a table holds one model` };
    }
    users.set(physical, name);
  }
}

import { fieldOf, SCALAR_TYPES, SYSTEM_FIELDS } from '../fields';
import { LIST_PARAMETERS } from '../lists';
import { type IndexSpec, MAX_INDEXES, MAX_KEY_ATTRIBUTES, type ModelSpec } from '../manifest';
import { ROUTES } from '../routes';
import { at, duplicates, type Fault, unknownName } from './fault';
import { checkNames } from './names';

const MIN_INDEX_NAME = 3;

export function* checkIndexes(model: ModelSpec, path: string): Iterable<Fault> {
  const indexes = Object.entries(model.indexes);
  if (indexes.length > MAX_INDEXES) {
    yield {
      path,
      message: `a DynamoDB table has ${MAX_INDEXES} indexes at most, has ${indexes.length}; remove ${indexes.length - MAX_INDEXES}`,
    };
  }
  const methods = { "it is a method of the model's client": [...Object.keys(ROUTES.data), 'upsert'] };
  yield* checkNames(path, 'index', Object.keys(model.indexes), methods);
  const seen = new Map<string, string>();
  for (const [name, index] of indexes) {
    if (name.length < MIN_INDEX_NAME) {
      yield { path: at(path, name), message: `an index's name has at least ${MIN_INDEX_NAME} characters, is "${name}"` };
    }
    yield* checkKeys(index, model, at(path, name));
    const keys = JSON.stringify([index.partition, index.sort]);
    const same = seen.get(keys);
    if (same !== undefined) {
      yield { path: at(path, name), message: `has the partition and sort attributes of "${same}", and would cost twice; remove one` };
    }
    seen.set(keys, name);
  }
}

function* checkKeys(index: IndexSpec, model: ModelSpec, path: string): Iterable<Fault> {
  if (index.partition.length === 0) {
    yield { path: at(path, 'partition'), message: "an index needs at least one partition attribute, as in `partition: ['owner']`" };
  }
  for (const key of ['partition', 'sort'] as const) {
    if (index[key].length > MAX_KEY_ATTRIBUTES) {
      yield { path: at(path, key), message: `has ${MAX_KEY_ATTRIBUTES} attributes at most, has ${index[key].length}` };
    }
    for (const [i, name] of index[key].entries()) {
      yield* checkKey(name, model, at(path, key, i));
    }
  }
  for (const name of duplicates([...index.partition, ...index.sort])) {
    yield { path, message: `names "${name}" more than once; an attribute is a partition or a sort attribute, and stands once` };
  }
}

function* checkKey(name: string, model: ModelSpec, path: string): Iterable<Fault> {
  const system = SYSTEM_FIELDS.filter((each) => each !== 'version');
  const field = fieldOf(model.fields, name);
  if (name === 'version') {
    yield { path, message: '"version" changes with every write and cannot be a key; sort by "updatedAt" for what was changed last' };
  } else if (field === undefined) {
    yield unknownName(path, 'field', name, [...Object.keys(model.fields), ...system]);
  } else if (!SCALAR_TYPES.includes(field.type)) {
    yield { path, message: `"${name}" is of type ${field.type}, and a key is one of ${SCALAR_TYPES.join(', ')}` };
  } else if (field.hidden) {
    yield { path, message: `"${name}" is hidden, and a list by it would tell its values; key another field, or remove hidden` };
  } else if (name === 'signal' || (LIST_PARAMETERS as readonly string[]).includes(name)) {
    // The client takes an abort signal beside them.
    yield {
      path,
      message: `"${name}" is a parameter of every list, so that no index can have an attribute of this name; rename the field`,
    };
  }
}

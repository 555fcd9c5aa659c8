import type { Fields, FieldSpec } from '../fields';
import type { Manifest } from '../manifest';
import { pascal } from '../names';
import { isEqual } from '../values/equal';
import { at, type Fault } from './fault';

const TYPE_NAME_PATTERN = /^[A-Z][A-Za-z0-9]{0,63}$/;

/** What OpenAPI calls its own types: as they are, after a model or function, or after the object itself. (The client finds other names for its own.) */
const OWN_TYPES = ['Problem', 'GatewayMessage', 'StoredFile', 'StoredFiles', 'Upload', 'FileUrl', 'Device'];
const MODEL_TYPES = ['Item', 'Create', 'Replace', 'Update', 'Page', 'Filter', 'Query', 'CountQuery', 'Action'];
const FUNCTION_TYPES = ['Input', 'Output'];
const VIEW_PATTERN = /(Write|Patch|Checked)$/;

/** Checks the names that objects have as types: one name, one shape, in the whole backend. */
export function* checkTypes({ data, functions }: Manifest): Iterable<Fault> {
  const taken = new Set(OWN_TYPES);
  for (const [names, types] of [
    [data?.models, MODEL_TYPES],
    [functions?.functions, FUNCTION_TYPES],
  ] as const) {
    Object.keys(names ?? {}).forEach((name) => types.forEach((type) => taken.add(pascal(name) + type)));
  }
  const named = new Map<string, { readonly path: string; readonly fields: Fields }>();
  for (const [path, field] of declaredFields(data, functions)) {
    const { typeName, fields = {} } = field;
    if (typeName === undefined) {
      continue;
    }
    const other = named.get(typeName);
    if (!TYPE_NAME_PATTERN.test(typeName)) {
      const message = `a type's name is a capital letter and up to 63 letters and digits, is ${JSON.stringify(typeName)}`;
      yield { path: at(path, 'typeName'), message };
    } else if (taken.has(typeName) || VIEW_PATTERN.test(typeName)) {
      const message = `"${typeName}" is what a type of the generated client or of OpenAPI may be called; choose another name`;
      yield { path: at(path, 'typeName'), message };
    } else if (other === undefined) {
      named.set(typeName, { path, fields });
    } else if (!isEqual(other.fields, fields)) {
      const message = `"${typeName}" has other fields at ${other.path}; declare the object once and use it in both, or give it another name`;
      yield { path: at(path, 'typeName'), message };
    }
  }
}

function* declaredFields(data: Manifest['data'], functions: Manifest['functions']): Iterable<readonly [string, FieldSpec]> {
  for (const [name, { fields }] of Object.entries(data?.models ?? {})) {
    yield* within(fields, at('data.models', name, 'fields'));
  }
  for (const [name, { input, output }] of Object.entries(functions?.functions ?? {})) {
    yield* within(input, at('functions.functions', name, 'input'));
    yield* within(output, at('functions.functions', name, 'output'));
  }
}

/** Fields with their paths, and what they hold in turn. */
function* within(fields: Fields, path: string): Iterable<readonly [string, FieldSpec]> {
  for (const [name, field] of Object.entries(fields)) {
    let inner: FieldSpec | undefined = field;
    let where = at(path, name);
    while (inner !== undefined) {
      yield [where, inner];
      yield* within(inner.fields ?? {}, at(where, 'fields'));
      inner = inner.items;
      where = at(where, 'items');
    }
  }
}

import { at, type Fault } from './check/fault';
import { didYouMean } from './nearest';
import { MANIFEST_SCHEMA } from './schema';

/** The part of JSON Schema that {@link MANIFEST_SCHEMA} is written in. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'boolean';
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly allOf?: readonly { readonly if: Schema; readonly then: Schema }[];
  readonly description?: string;
}

/** What keeps a value from having a manifest's structure: a few lines of JSON Schema, since this folder imports nothing. */
export function checkStructure(value: unknown): Fault[] {
  return [...check(value, MANIFEST_SCHEMA, '')];
}

function* check(value: unknown, schema: Schema, path: string): Iterable<Fault> {
  if (schema.$ref !== undefined) {
    yield* check(value, MANIFEST_SCHEMA.$defs[schema.$ref.slice('#/$defs/'.length)] ?? {}, path);
    return;
  }
  if (schema.type !== undefined && typeOf(value) !== schema.type) {
    yield { path, message: `must be of type ${schema.type}, is ${typeOf(value)}` };
    return;
  }
  if (schema.const !== undefined && value !== schema.const) {
    yield { path, message: `must be ${JSON.stringify(schema.const)}, is ${JSON.stringify(value)}` };
  }
  if (schema.enum !== undefined && !schema.enum.includes(value as string)) {
    const hint = typeof value === 'string' ? didYouMean(value, schema.enum) : '';
    yield { path, message: `must be one of ${schema.enum.join(', ')}, is ${JSON.stringify(value)}${hint}` };
  }
  yield* checkMembers(value, schema, path);
  for (const branch of schema.allOf ?? []) {
    const [mismatch] = check(value, branch.if, path);
    yield* mismatch === undefined ? check(value, branch.then, path) : [];
  }
}

function* checkMembers(value: unknown, schema: Schema, path: string): Iterable<Fault> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      yield* check(item, schema.items ?? {}, at(path, i));
    }
  } else if (typeof value === 'object' && value !== null) {
    const members = new Map(Object.entries(value).filter(([, member]) => member !== undefined));
    for (const name of schema.required ?? []) {
      if (!members.has(name)) {
        yield { path: at(path, name), message: 'is missing' };
      }
    }
    const properties = new Map(Object.entries(schema.properties ?? {}));
    for (const [name, member] of members) {
      yield* check(member, properties.get(name) ?? schema.additionalProperties ?? {}, at(path, name));
    }
  }
}

function typeOf(value: unknown): string {
  if (value === null || Number.isNaN(value) || value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
    return String(value);
  }
  return Array.isArray(value) ? 'array' : typeof value;
}

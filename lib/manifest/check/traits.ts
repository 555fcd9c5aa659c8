import { type DefaultSource, type Fields, type FieldSpec, type FieldType, SCALAR_TYPES } from '../fields';
import { at, type Fault } from './fault';

/** What only a field of a model itself can be: each is about an item as a whole, or about who reads and writes it. */
const MODEL_TRAITS = ['unique', 'immutable', 'readOnly', 'hidden', 'ttl', 'defaultFrom', 'rules'] as const satisfies (keyof FieldSpec)[];

const UNIQUE_TYPES: readonly FieldType[] = SCALAR_TYPES.filter((type) => type !== 'boolean');

/** The types whose values a source gives. */
const SOURCE_TYPES: Readonly<Record<DefaultSource, readonly FieldType[]>> = {
  now: ['datetime'],
  caller: ['string', 'id'],
  uuid: ['string', 'id'],
};

/** Checks the traits of a model's own fields. */
export function* checkTraits(fields: Fields, path: string): Iterable<Fault> {
  for (const [name, field] of Object.entries(fields)) {
    yield* checkUnique(field, at(path, name));
    yield* checkDefaultFrom(field, at(path, name));
    if (field.immutable && field.readOnly) {
      yield { path: at(path, name, 'immutable'), message: 'what is readOnly no caller changes either; remove immutable' };
    }
    if (field.ttl && field.type !== 'datetime') {
      yield { path: at(path, name, 'ttl'), message: `ttl is for datetime, and this is of type ${field.type}; remove it` };
    }
  }
  const [first, ...others] = Object.keys(fields).filter((name) => fields[name]?.ttl);
  for (const name of others) {
    yield { path: at(path, name, 'ttl'), message: `an item ends once, and "${first}" says when; remove one of them` };
  }
}

/** Refuses the traits of a model's own fields elsewhere: in objects, lists and maps, and in what functions take and give. */
export function* checkNoTraits(field: FieldSpec, path: string): Iterable<Fault> {
  for (const trait of MODEL_TRAITS) {
    if (field[trait] !== undefined && field[trait] !== false) {
      yield { path: at(path, trait), message: `${trait} is for the fields of a model itself; remove it` };
    }
  }
}

function* checkUnique({ unique, type, defaultValue }: FieldSpec, path: string): Iterable<Fault> {
  if (unique && !UNIQUE_TYPES.includes(type)) {
    yield { path: at(path, 'unique'), message: `one of ${UNIQUE_TYPES.join(', ')} can be unique, and this is of type ${type}; remove it` };
  }
  if (unique && defaultValue !== undefined) {
    yield {
      path: at(path, 'defaultValue'),
      message: 'the first item would take the default of a unique field from all others; remove it, or use DefaultFrom.UUID',
    };
  }
}

function* checkDefaultFrom({ defaultFrom, defaultValue, type }: FieldSpec, path: string): Iterable<Fault> {
  if (defaultFrom === undefined) {
    return;
  }
  const types = SOURCE_TYPES[defaultFrom];
  if (!types.includes(type)) {
    const message = `"${defaultFrom}" is for ${types.join(' and ')}, and this is of type ${type}; remove it`;
    yield { path: at(path, 'defaultFrom'), message };
  }
  if (defaultValue !== undefined) {
    yield { path: at(path, 'defaultFrom'), message: 'a field has one default; remove defaultFrom or defaultValue' };
  }
}

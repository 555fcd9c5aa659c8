import { type Fields, type FieldSpec, type FieldType, SYSTEM_FIELDS } from '../fields';
import { FILTER_WORDS } from '../filter';
import { compileField, MAX_FIELD_DEPTH } from '../values/compile';
import type { Problems } from '../values/problems';
import { at, duplicates, type Fault } from './fault';
import { checkNames } from './names';
import { checkNoTraits, checkTraits } from './traits';

/** What limits which kind of field. */
const LIMITS = {
  min: ['integer', 'number'],
  max: ['integer', 'number'],
  minLength: ['string', 'bytes'],
  maxLength: ['string', 'bytes'],
  pattern: ['string'],
  choices: ['choice'],
  items: ['list', 'map'],
  minItems: ['list', 'map', 'stringSet'],
  maxItems: ['list', 'map', 'stringSet'],
  fields: ['object'],
  typeName: ['object'],
} as const satisfies Partial<Record<keyof FieldSpec, readonly FieldType[]>>;

/** Checks the fields of a model, which has system fields beside them, and whose filters have words of their own. */
export function* checkModelFields(fields: Fields, path: string): Iterable<Fault> {
  yield* checkNames(path, 'field', Object.keys(fields), {
    'every item has it, set by the server': SYSTEM_FIELDS,
    'it joins the parts of a filter': FILTER_WORDS,
  });
  yield* checkTraits(fields, path);
  for (const [name, field] of Object.entries(fields)) {
    yield* checkField(field, at(path, name), 1);
  }
}

/** Checks the fields of a function's input or output. */
export function* checkFields(fields: Fields, path: string): Iterable<Fault> {
  yield* checkInnerFields(fields, path, 1);
}

function* checkInnerFields(fields: Fields, path: string, depth: number): Iterable<Fault> {
  yield* checkNames(path, 'field', Object.keys(fields));
  for (const [name, field] of Object.entries(fields)) {
    yield* checkNoTraits(field, at(path, name));
    yield* checkField(field, at(path, name), depth);
  }
}

function* checkField(field: FieldSpec, path: string, depth: number): Iterable<Fault> {
  if (depth > MAX_FIELD_DEPTH) {
    yield { path, message: `lists and objects nest ${MAX_FIELD_DEPTH} levels at most; hold what is deeper in a Field.json()` };
    return;
  }
  const faults = [...checkLimits(field, path), ...checkContent(field, path, depth)];
  yield* faults;
  if (faults.length === 0 && field.defaultValue !== undefined) {
    yield* checkDefault(field, path);
  }
}

function* checkLimits(field: FieldSpec, path: string): Iterable<Fault> {
  for (const [limit, types] of Object.entries(LIMITS) as [keyof typeof LIMITS, readonly FieldType[]][]) {
    if (field[limit] !== undefined && !types.includes(field.type)) {
      yield { path: at(path, limit), message: `${limit} is for ${types.join(' and ')}, and this is of type ${field.type}; remove it` };
    }
  }
  for (const [low, high] of [
    ['min', 'max'],
    ['minLength', 'maxLength'],
    ['minItems', 'maxItems'],
  ] as const) {
    const { [low]: least, [high]: most } = field;
    if (least !== undefined && most !== undefined && least > most) {
      yield { path: at(path, low), message: `${low} (${least}) is greater than ${high} (${most}); no value could be right` };
    }
  }
  for (const limit of ['minLength', 'maxLength', 'minItems', 'maxItems'] as const) {
    const value = field[limit];
    if (value !== undefined && (value < 0 || !Number.isSafeInteger(value))) {
      yield { path: at(path, limit), message: `must be a whole number from 0, is ${value}` };
    }
  }
  for (const limit of ['min', 'max'] as const) {
    const value = field[limit];
    if (field.type === 'integer' && value !== undefined && !Number.isSafeInteger(value)) {
      yield { path: at(path, limit), message: `the ${limit} of an integer must be a whole number, is ${value}` };
    }
  }
}

function* checkContent(field: FieldSpec, path: string, depth: number): Iterable<Fault> {
  switch (field.type) {
    case 'string':
      yield* checkPattern(field.pattern, at(path, 'pattern'));
      break;
    case 'choice':
      yield* checkChoices(field.choices ?? [], at(path, 'choices'));
      break;
    case 'list':
    case 'map':
      yield* checkItems(field, path, depth);
      break;
    case 'object':
      if (Object.keys(field.fields ?? {}).length === 0) {
        yield {
          path,
          message: 'an object must have fields, as in Field.object({ street: Field.string() }); for any JSON use Field.json()',
        };
      }
      yield* checkInnerFields(field.fields ?? {}, at(path, 'fields'), depth + 1);
      break;
  }
}

function* checkItems({ type, items }: FieldSpec, path: string, depth: number): Iterable<Fault> {
  if (items === undefined) {
    yield { path, message: `a ${type} must say what it holds, as in Field.${type}(Field.string())` };
    return;
  }
  const where = at(path, 'items');
  yield* checkNoTraits(items, where);
  yield* checkField(items, where, depth + 1);
  if (items.type === 'stringSet') {
    yield { path: where, message: `an empty set is no value, and cannot stand in a ${type}; use Field.list(Field.string())` };
  }
  if (items.defaultValue !== undefined) {
    yield {
      path: at(where, 'defaultValue'),
      message: `an item of a ${type} is never absent, so its default would never be used; remove it`,
    };
  }
}

function* checkPattern(pattern: string | undefined, path: string): Iterable<Fault> {
  try {
    RegExp(pattern ?? '', 'u');
  } catch (error) {
    yield { path, message: `is no regular expression (ECMA-262, flag u), is ${JSON.stringify(pattern)}: ${(error as Error).message}` };
  }
}

function* checkChoices(choices: readonly string[], path: string): Iterable<Fault> {
  if (choices.length === 0) {
    yield { path, message: "a choice must have at least one value, as in Field.choice(['draft', 'final'])" };
  }
  for (const choice of duplicates(choices)) {
    yield { path, message: `names "${choice}" more than once; name it once` };
  }
}

function* checkDefault(field: FieldSpec, path: string): Iterable<Fault> {
  if (field.type === 'stringSet' && Array.isArray(field.defaultValue) && field.defaultValue.length === 0) {
    yield { path: at(path, 'defaultValue'), message: 'an empty set is no value; remove it' };
    return;
  }
  const problems: Problems = [];
  compileField(field, 'whole')(field.defaultValue, problems);
  for (const { pointer, detail } of problems) {
    const where = pointer === '' ? '' : ` at ${pointer}`;
    yield {
      path: at(path, 'defaultValue'),
      message: `breaks the field's own rule${where}: ${detail}; received ${JSON.stringify(field.defaultValue)}`,
    };
  }
}

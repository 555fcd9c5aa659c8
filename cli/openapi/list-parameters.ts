import { type FieldSpec, type FieldType, fieldOf, isOwned, type ModelSpec, SYSTEM_FIELDS } from '../../lib/manifest/index.js';
import type { JsonSchema, ParameterObject } from './document.js';
import { queryParameter } from './operation.js';
import { fieldSchema } from './schemas.js';

const RANGES = { lt: 'is less than', le: 'is at most', gt: 'is greater than', ge: 'is at least' } as const;
const TEXT_TYPES: readonly FieldType[] = ['string', 'id', 'choice', 'date', 'datetime'];
const SCALAR_TYPES: readonly FieldType[] = [...TEXT_TYPES, 'integer', 'number', 'boolean'];

/** The query parameters of a model's list: those of every list, and the attributes of its indexes (of all scalar fields, where it may scan). */
export function listParameters(model: ModelSpec): ParameterObject[] {
  const { equal, ranged } = conditionsOf(model);
  const indexes = Object.keys(model.indexes);
  return [
    ...(indexes.length > 0
      ? [queryParameter('index', { type: 'string', enum: indexes }, 'The index to read; the one whose partition is named, unless said.')]
      : []),
    queryParameter('order', { type: 'string', enum: ['asc', 'desc'], default: 'asc' }, 'By the sort attributes of the index.'),
    queryParameter('limit', { type: 'integer', minimum: 1, maximum: 100, default: 25 }, 'Items on a page, at most.'),
    queryParameter('cursor', { type: 'string' }, 'The `cursor` of the page before, with all other parameters as they were.'),
    ...[...equal].flatMap((name) => attributeParameters(name, fieldOf(model.fields, name), ranged.has(name))),
  ];
}

/** Which conditions go together, in words. */
export function describeIndexes({ indexes, allowScan }: ModelSpec): string {
  const lines = Object.entries(indexes).map(([name, { partition, sort }]) => {
    const sorted = sort.length === 0 ? '' : `, and if wanted ${sort.join(', then ')} (a range on the last one named)`;
    return `- \`${name}\`: needs ${partition.join(', ')}${sorted}`;
  });
  const without = allowScan ? 'Without an index the whole table is read, and any conditions hold.' : 'A list needs an index.';
  return [...(lines.length === 0 ? [] : ['Indexes:', ...lines, '']), without].join('\n');
}

function conditionsOf(model: ModelSpec): { equal: Set<string>; ranged: Set<string> } {
  const { fields, indexes, allowScan } = model;
  const sorted = Object.values(indexes).flatMap(({ sort }) => sort);
  const scalars = [...Object.keys(fields), ...SYSTEM_FIELDS].filter((name) => SCALAR_TYPES.includes(fieldOf(fields, name)?.type ?? 'json'));
  const scanned = allowScan ? scalars.filter((name) => name !== 'owner' || isOwned(model)) : [];
  return {
    equal: new Set([...Object.values(indexes).flatMap(({ partition }) => partition), ...sorted, ...scanned]),
    ranged: new Set([...sorted, ...scanned]),
  };
}

function attributeParameters(name: string, field: FieldSpec | undefined, ranged: boolean): ParameterObject[] {
  if (field === undefined) {
    return [];
  }
  const schema = comparedSchema(field);
  const equal = queryParameter(name, schema, name === 'owner' ? 'An owner; `me` is the caller.' : `${name} is this.`);
  if (!ranged || field.type === 'boolean') {
    return [equal];
  }
  const ranges = Object.entries(RANGES).map(([operator, words]) => queryParameter(`${name}.${operator}`, schema, `${name} ${words} this.`));
  const begins = queryParameter(`${name}.beginsWith`, { type: 'string' }, `${name} begins with this text.`);
  return [equal, ...ranges, ...(TEXT_TYPES.includes(field.type) ? [begins] : [])];
}

/** Limits concern what is written; what is looked for has only a type. */
function comparedSchema({ type, choices }: FieldSpec): JsonSchema {
  return fieldSchema({ type, choices }, 'input');
}

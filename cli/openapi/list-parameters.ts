import { type FieldSpec, fieldOf, ITEM_PAGE, listFields, type ListOperator, type ModelSpec } from '../../lib/manifest/index.js';
import { type ParameterObject, schemaRef } from './document.js';
import { comparedSchema } from './filter-schema.js';
import { jsonParameter, limitParameter, queryParameter } from './operation.js';
import { hasRelations } from './question-schemas.js';

const OPERATORS: Readonly<Record<ListOperator, string>> = {
  lt: 'is less than',
  le: 'is at most',
  gt: 'is greater than',
  ge: 'is at least',
  beginsWith: 'begins with',
};

/** The query parameters of a model's list: those of every list, and the fields that it can name. Without an index there is no order. */
export function listParameters(type: string, model: ModelSpec): ParameterObject[] {
  const indexes = Object.keys(model.indexes);
  return [
    ...(indexes.length > 0
      ? [
          queryParameter('index', { type: 'string', enum: indexes }, 'The index to read; the one whose partition is named, unless said.'),
          queryParameter('order', { type: 'string', enum: ['asc', 'desc'], default: 'asc' }, 'By the sort attributes of the index.'),
        ]
      : []),
    limitParameter(ITEM_PAGE, 'Items on a page, at most.'),
    queryParameter('cursor', { type: 'string' }, 'The `cursor` of the page before, with all other parameters as they were.'),
    jsonParameter('filter', schemaRef(`${type}Filter`), 'What else the items must be. Long ones go into the body of a query.'),
    ...(hasRelations(model) ? [jsonParameter('include', schemaRef(`${type}Include`), 'Relations to read with each item.')] : []),
    ...[...listFields(model)].flatMap(([name, operators]) => fieldParameters(name, operators, fieldOf(model.fields, name))),
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

function fieldParameters(name: string, operators: readonly ListOperator[], field: FieldSpec = { type: 'string' }): ParameterObject[] {
  const schema = comparedSchema(field);
  return [
    queryParameter(name, schema, name === 'owner' ? 'An owner; `me` is the caller.' : `${name} is this.`),
    ...operators.map((operator) =>
      queryParameter(
        `${name}.${operator}`,
        // The beginning of a value need not be one.
        operator === 'beginsWith' ? { type: 'string' } : schema,
        `${name} ${OPERATORS[operator]} this.`,
      ),
    ),
  ];
}

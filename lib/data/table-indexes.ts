import { AttributeType, type Attribute, type GlobalSecondaryIndexPropsV2, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import { type Fields, type IndexSpec, indexName, MAX_INDEXES, MAX_KEY_ATTRIBUTES, shadowAttribute } from '../manifest';

const SYSTEM_ATTRIBUTES: Readonly<Record<string, AttributeType>> = {
  id: AttributeType.STRING,
  owner: AttributeType.STRING,
  createdAt: AttributeType.STRING,
  updatedAt: AttributeType.STRING,
};

/**
 * The table's indexes, one each. What cannot be one is left out: the manifest's check names it, with all other faults, before anything is
 * written.
 */
export function tableIndexes(fields: Fields, indexes: Readonly<Record<string, IndexSpec>>): GlobalSecondaryIndexPropsV2[] {
  return Object.entries(indexes)
    .filter(([, index]) => isPossible(index))
    .slice(0, MAX_INDEXES)
    .map(([name, index]) => ({
      indexName: indexName(name, index),
      partitionKeys: index.partition.map((field) => keyAttribute(fields, field)),
      sortKeys: index.sort.map((field) => keyAttribute(fields, field)),
      projectionType: ProjectionType.ALL,
    }));
}

function isPossible({ partition, sort }: IndexSpec): boolean {
  const keys = [...partition, ...sort];
  return (
    partition.length > 0 &&
    partition.length <= MAX_KEY_ATTRIBUTES &&
    sort.length <= MAX_KEY_ATTRIBUTES &&
    new Set(keys).size === keys.length
  );
}

/** Keys are strings and numbers; a boolean has a shadow that holds it as a string. */
function keyAttribute(fields: Fields, field: string): Attribute {
  const system = SYSTEM_ATTRIBUTES[field];
  if (system) return { name: field, type: system };
  const type = fields[field]?.type;
  if (type === 'boolean') return { name: shadowAttribute(field), type: AttributeType.STRING };
  if (type === 'integer' || type === 'number') return { name: field, type: AttributeType.NUMBER };
  return { name: field, type: AttributeType.STRING };
}

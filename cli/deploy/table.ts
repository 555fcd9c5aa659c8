import type { Resource } from './template.js';

interface KeyAttribute {
  readonly AttributeName: string;
  readonly KeyType: string;
}

interface Attribute {
  readonly AttributeName: string;
  readonly AttributeType: string;
}

/** A global secondary index, as CloudFormation describes it. */
export interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyAttribute[];
  readonly Projection?: unknown;
}

interface Replica {
  readonly GlobalSecondaryIndexes?: readonly Index[];
}

/** The parts of a DynamoDB table's properties that its indexes have to do with. */
export interface TableProperties {
  readonly TableName?: unknown;
  readonly KeySchema?: readonly KeyAttribute[];
  readonly AttributeDefinitions?: readonly Attribute[];
  readonly LocalSecondaryIndexes?: readonly Index[];
  readonly GlobalSecondaryIndexes?: readonly Index[];
  /** A global table repeats, for each Region, what an index may have of its own there. */
  readonly Replicas?: readonly Replica[];
  readonly [property: string]: unknown;
}

/** The properties of a table; undefined for any other resource. */
export function tableProperties(resource: Resource | undefined): TableProperties | undefined {
  if (resource?.Type !== 'AWS::DynamoDB::GlobalTable' && resource?.Type !== 'AWS::DynamoDB::Table') return undefined;
  return (resource.Properties ?? {}) as TableProperties;
}

/** An index with the types of its key attributes: two that differ in it are two indexes, whatever their names. */
export interface TypedIndex {
  readonly index: Index;
  readonly types: Readonly<Record<string, string>>;
}

/** A table's indexes by name. */
export function indexesOf(table: TableProperties): Map<string, TypedIndex> {
  const types = new Map((table.AttributeDefinitions ?? []).map((attribute) => [attribute.AttributeName, attribute.AttributeType]));
  return new Map(
    (table.GlobalSecondaryIndexes ?? []).map((index) => {
      const names = index.KeySchema.map((key) => key.AttributeName);
      return [index.IndexName, { index, types: Object.fromEntries(names.map((name) => [name, types.get(name) ?? 'S'])) }];
    }),
  );
}

/** Whether DynamoDB would have to make an index anew to get from one to the other. */
export function sameIndex(a: TypedIndex, b: TypedIndex): boolean {
  const identity = ({ index, types }: TypedIndex) => JSON.stringify([index.KeySchema, index.Projection, types]);
  return identity(a) === identity(b);
}

/** Whether both need one attribute in different types, which no table can have. */
export function typesConflict(a: TypedIndex, b: TypedIndex): boolean {
  return Object.entries(a.types).some(([name, type]) => b.types[name] !== undefined && b.types[name] !== type);
}

/**
 * A table with exactly these indexes. `AttributeDefinitions` holds what its keys and these indexes use and nothing else,
 * as DynamoDB asks; a replica's settings of an index come from `table`, else from `other`.
 */
export function withIndexes(table: TableProperties, indexes: readonly TypedIndex[], other: TableProperties): TableProperties {
  const names = new Set(indexes.map(({ index }) => index.IndexName));
  const own = new Set(
    [table, ...(table.LocalSecondaryIndexes ?? [])].flatMap((part) => part.KeySchema ?? []).map((key) => key.AttributeName),
  );
  const definitions = new Map(
    (table.AttributeDefinitions ?? [])
      .filter((attribute) => own.has(attribute.AttributeName))
      .map((attribute) => [attribute.AttributeName, attribute.AttributeType]),
  );
  for (const { types } of indexes)
    for (const [name, type] of Object.entries(types)) if (!definitions.has(name)) definitions.set(name, type);

  const { GlobalSecondaryIndexes: _, ...rest } = table;
  return {
    ...rest,
    AttributeDefinitions: [...definitions].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes.map(({ index }) => index) }),
    ...(table.Replicas && { Replicas: table.Replicas.map((replica, at) => replicaWith(replica, names, other.Replicas?.[at])) }),
  };
}

function replicaWith(replica: Replica, names: ReadonlySet<string>, other: Replica | undefined): Replica {
  const { GlobalSecondaryIndexes: own = [], ...rest } = replica;
  const known = new Set(own.map((index) => index.IndexName));
  const borrowed = (other?.GlobalSecondaryIndexes ?? []).filter((index) => !known.has(index.IndexName));
  const indexes = [...own, ...borrowed].filter((index) => names.has(index.IndexName));
  return indexes.length > 0 ? { ...rest, GlobalSecondaryIndexes: indexes } : rest;
}

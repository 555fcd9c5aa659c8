import { DynamoDB, type KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { indexName, type IndexSpec, type ModelSpec, shadowAttribute, tableName } from '../../../lib/manifest/index';

/** A model's table with its indexes, as `lib/data` declares it. */
export async function createModelTable(url: string, backendId: string, model: string, spec: ModelSpec): Promise<void> {
  const attribute = (field: string) => (spec.fields[field]?.type === 'boolean' ? shadowAttribute(field) : field);
  const keys = (fields: readonly string[], KeyType: 'HASH' | 'RANGE'): KeySchemaElement[] =>
    fields.map((field) => ({ AttributeName: attribute(field), KeyType }));
  const schema = ({ partition, sort }: IndexSpec) => [...keys(partition, 'HASH'), ...keys(sort, 'RANGE')];
  const indexes = Object.entries(spec.indexes);
  const fields = new Set(['id', ...indexes.flatMap(([, { partition, sort }]) => [...partition, ...sort])]);
  const isNumber = (field: string) => field === 'version' || ['integer', 'number'].includes(spec.fields[field]?.type ?? '');

  const admin = new DynamoDB({ endpoint: url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  await admin.createTable({
    TableName: tableName(backendId, model),
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [...fields].map((field) => ({ AttributeName: attribute(field), AttributeType: isNumber(field) ? 'N' : 'S' })),
    GlobalSecondaryIndexes:
      indexes.length === 0
        ? undefined
        : indexes.map(([name, index]) => ({
            IndexName: indexName(name, index),
            KeySchema: schema(index),
            Projection: { ProjectionType: 'ALL' },
          })),
  });
  admin.destroy();
}

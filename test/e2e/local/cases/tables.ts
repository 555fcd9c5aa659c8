import {
  CreateTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { outcome, type Stand } from '../stand.js';
import type { FixCase } from './case.js';

const SHAPE = {
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  BillingMode: 'PAY_PER_REQUEST' as const,
};
const RECOVERY = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
const EXPIRY = { TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true } };

const table = (properties: object) => ({ Type: 'AWS::DynamoDB::Table', Properties: { ...SHAPE, ...properties } });
const globalTable = (replica: object, properties: object = {}) => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: { ...SHAPE, Replicas: [{ Region: 'us-east-1', ...replica }], ...properties },
});

const putItem = (stand: Stand, name = '') => stand.clients.dynamodb.send(new PutItemCommand({ TableName: name, Item: { id: { S: 'a' } } }));
const countItems = async (stand: Stand, name = '') => (await stand.clients.dynamodb.send(new ScanCommand({ TableName: name }))).Count;
const describe = async (stand: Stand, name: string) =>
  (await stand.clients.dynamodb.send(new DescribeTableCommand({ TableName: name }))).Table;

async function settings(stand: Stand, name: string) {
  const { dynamodb } = stand.clients;
  const expiry = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: name }));
  const backups = await dynamodb.send(new DescribeContinuousBackupsCommand({ TableName: name }));
  return {
    expires: expiry.TimeToLiveDescription?.AttributeName,
    recovery: backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
    protected: (await describe(stand, name))?.DeletionProtectionEnabled,
  };
}

/** A table with string indexes of these names, each on the attribute of its name or on another. */
const indexed = (indexes: Record<string, string>) =>
  table({
    AttributeDefinitions: ['id', ...new Set(Object.values(indexes))].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    GlobalSecondaryIndexes: Object.entries(indexes).map(([name, attribute]) => ({
      IndexName: name,
      KeySchema: [{ AttributeName: attribute, KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    })),
  });

export const tableCases: FixCase[] = [
  {
    fix: 'name_in_use_is_refused',
    async observe(stand) {
      await stand.clients.dynamodb.send(new CreateTableCommand({ TableName: 'used', ...SHAPE }));
      await putItem(stand, 'used');
      const { status } = await stand.deploy('name-in-use', { Table: table({ TableName: 'used' }) });
      return { status, items: await countItems(stand, 'used') };
    },
    without: { status: 'CREATE_COMPLETE', items: 0 },
    with: { status: 'ROLLBACK_COMPLETE', items: 1 },
  },
  {
    fix: 'protected_table_is_kept',
    async observe(stand) {
      await stand.deploy('protected', { Table: table({ TableName: 'protected', DeletionProtectionEnabled: true }) });
      const { status } = await stand.remove('protected');
      return { status, described: await outcome(describe(stand, 'protected')) };
    },
    without: { status: 'DELETE_COMPLETE', described: 'ResourceNotFoundException' },
    with: { status: 'DELETE_FAILED', described: 'ok' },
  },
  {
    fix: 'one_index_changes_an_update',
    async observe(stand) {
      const update = async (indexes: Record<string, string>) => (await stand.deploy('indexes', { Table: indexed(indexes) })).status;
      await update({});
      return { one: await update({ aaa: 'a' }), two: await update({ aaa: 'a', bbb: 'b', ccc: 'c' }), edited: await update({ aaa: 'b' }) };
    },
    without: { one: 'UPDATE_COMPLETE', two: 'UPDATE_COMPLETE', edited: 'UPDATE_COMPLETE' },
    with: { one: 'UPDATE_COMPLETE', two: 'UPDATE_ROLLBACK_COMPLETE', edited: 'UPDATE_ROLLBACK_COMPLETE' },
  },
  {
    fix: 'global_table_is_updated_in_place',
    async observe(stand) {
      const deploy = (properties: object) => stand.deploy('in-place', { Table: globalTable({}, properties) }, { Name: { Ref: 'Table' } });
      const { outputs } = await deploy({});
      await putItem(stand, outputs.Name);
      const updated = await deploy({ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } });
      return { status: updated.status, items: await countItems(stand, updated.outputs.Name) };
    },
    without: { status: 'UPDATE_COMPLETE', items: 0 },
    with: { status: 'UPDATE_COMPLETE', items: 1 },
  },
  {
    fix: 'settings_come_from_the_template',
    async observe(stand) {
      await stand.deploy('settings', {
        Global: globalTable({ ...RECOVERY, DeletionProtectionEnabled: true }, { TableName: 'global', ...EXPIRY }),
        Plain: table({ TableName: 'plain', ...RECOVERY, ...EXPIRY }),
      });
      return { global: await settings(stand, 'global'), plain: await settings(stand, 'plain') };
    },
    without: {
      global: { expires: undefined, recovery: 'DISABLED', protected: false },
      plain: { expires: undefined, recovery: 'DISABLED', protected: false },
    },
    with: {
      global: { expires: 'expires', recovery: 'ENABLED', protected: true },
      plain: { expires: 'expires', recovery: 'ENABLED', protected: false },
    },
  },
  {
    fix: 'global_table_has_an_id',
    async observe(stand) {
      const { status, outputs } = await stand.deploy(
        'table-id',
        { Table: globalTable({}, { TableName: 'identified' }) },
        { Id: { 'Fn::GetAtt': ['Table', 'TableId'] } },
      );
      return { status, id: /^[0-9a-f-]{36}$/.test(outputs.Id ?? '') };
    },
    without: { status: 'ROLLBACK_COMPLETE', id: false },
    with: { status: 'CREATE_COMPLETE', id: true },
  },
  {
    fix: 'index_tells_its_status',
    async observe(stand) {
      const { Properties } = indexed({ aaa: 'a' });
      await stand.deploy('index-status', { Table: table({ ...Properties, TableName: 'with-index' }) });
      return (await describe(stand, 'with-index'))?.GlobalSecondaryIndexes?.map(({ IndexStatus }) => IndexStatus);
    },
    without: [undefined],
    with: ['ACTIVE'],
  },
];

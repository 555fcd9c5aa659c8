import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { CAPABILITY_PROPS, HANDLER_OPTIONS } from '../api/structs';
import { FIELD } from '../schema/field';
import { RULE } from '../schema/rule';
import { BOOLEAN, having, list, made, type Members, named, needed, struct, TEXT, textLike } from '../structs';
import type { DataOptions, DataProps } from './data';
import type { IndexOptions, ModelProps } from './model-props';
import { Relation } from './relation';

export const DATA_OPTIONS: Members<DataOptions> = {
  handler: struct(HANDLER_OPTIONS, '{ memorySize: 512 }'),
  dispatcher: struct(HANDLER_OPTIONS, '{ memorySize: 512 }'),
};

export const DATA_PROPS = struct<DataProps>({ ...CAPABILITY_PROPS, ...DATA_OPTIONS });

const INDEX_OPTIONS = struct<IndexOptions>(
  { partition: needed(list(textLike('owner'))), sort: list(textLike('createdAt')) },
  "{ partition: ['owner'] }",
);

export const MODEL_PROPS = struct<ModelProps>(
  {
    fields: needed(named(FIELD, 'title')),
    relations: named(made(Relation, "Relation.belongsTo('notebooks')"), 'notebook'),
    rules: needed(list(RULE)),
    indexes: named(INDEX_OPTIONS, 'newest'),
    idFrom: list(textLike('owner')),
    allowScan: BOOLEAN,
    table: having<ITable>('tableName', 'a table', "dynamodb.Table.fromTableName(this, 'Table', name)"),
    tableName: textLike('restored-notes'),
    description: TEXT,
  },
  '{ fields: { title: Field.string() }, rules: [Rule.owner()] }',
);

import { Token } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Environment } from '../api';
import { grantScoped } from '../api/findings';
import { at, EXPIRES, followsRelations, type IndexSpec, type ModelSpec, tableName } from '../manifest';
import { fieldSpecs } from '../schema/field';
import type { Data } from './data';
import type { ModelProps } from './model-props';
import { CHECK_ACTION, INDEXES_REASON, WRITE_ACTIONS } from './perms';
import { OnDelete } from './relation-options';
import { belongsTo, relationFields, relationIndexes, type Relations } from './relations';
import { tableIndexes } from './table-indexes';

/** A declared model with its table. Made by `Data.addModel`, and usable in place of its name. */
export class Model extends Construct {
  /** The name that applications use. */
  public readonly modelName: string;
  /** The table, made here or given. */
  public readonly table: dynamodb.ITable;

  /**
   * What the manifest says of it, but for relations whose other side may be declared later.
   * @internal
   */
  public readonly _spec: ModelSpec;
  /** @internal */
  public readonly _relations: Relations;
  /**
   * The table's name where only a deployment knows it, and the manifest cannot.
   * @internal
   */
  public readonly _boundName?: string;

  /**
   * Whether roles that name the backend's tables by their prefix cover this one's.
   * @internal
   */
  public readonly _isNamedByPrefix: boolean;

  private readonly data: Data;
  private readonly lookedFrom = new Set<iam.IGrantable>();

  public constructor(scope: Data, id: string, props: ModelProps) {
    super(scope, id);
    this.data = scope;
    this.modelName = id;

    this._relations = props.relations ?? {};
    const declared = fieldSpecs(props.fields);
    const fields = { ...declared, ...relationFields(declared, this._relations) };
    const indexes = indexSpecs(props, this._relations);
    const { backendId, environment } = scope.api;
    this.table = props.table ?? this.addTable(props.tableName ?? tableName(backendId, id), tableIndexes(fields, indexes), environment);

    const otherName = props.table?.tableName ?? props.tableName;
    this._isNamedByPrefix = otherName === undefined;
    if (Token.isUnresolved(otherName)) this._boundName = otherName;
    this._spec = {
      fields,
      rules: props.rules.map((rule) => rule._spec),
      indexes,
      ...(Object.keys(this._relations).length > 0 && { relations: belongsTo(this._relations) }),
      ...(props.idFrom && { idFrom: props.idFrom }),
      ...(props.allowScan && { allowScan: true }),
      ...(otherName !== undefined && !this._boundName && { table: otherName }),
      ...(props.description !== undefined && { description: props.description }),
    };
  }

  /** Lets a function read the model's items by id and by index; its rules are the function's to ask, by `cdk-plinth/server`. */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    const { tableArn } = this.table;
    const scan = this._spec.allowScan ? ['dynamodb:Scan'] : [];
    if (followsRelations(this._spec.rules)) this.grantLooks(grantee);
    return this.grant(grantee, ['dynamodb:GetItem', 'dynamodb:BatchGetItem', ...scan], tableArn)
      .combine(this.grant(grantee, ['dynamodb:Query'], `${tableArn}/index/*`))
      .combine(this.data.api._grantCursors(grantee));
  }

  /**
   * Lets a function create, change and delete the model's items, which it reads by their id to do so; and look at the items that they
   * belong to, and whether others keep them from being deleted. Its rules are the function's to ask, by `cdk-plinth/server`.
   */
  public grantWrite(grantee: iam.IGrantable): iam.Grant {
    this.grantLooks(grantee);
    this.data._forEachModel((children) => {
      const relations = Object.values(children._relations).filter(
        ({ _kind, _model }) => _kind === 'belongsTo' && _model === this.modelName,
      );
      if (!relations.some(({ _onDelete }) => _onDelete === OnDelete.RESTRICT)) return;
      children.grant(grantee, ['dynamodb:Query'], `${children.table.tableArn}/index/*`);
    });
    return this.grant(grantee, ['dynamodb:GetItem', ...WRITE_ACTIONS], this.table.tableArn);
  }

  /** Requests that DynamoDB slowed down, by operation: what to put an alarm on. */
  public metricThrottledRequests(operation: dynamodb.Operation): IMetric {
    return this.table.metric('ThrottledRequests', {
      statistic: 'sum',
      dimensionsMap: { TableName: this.table.tableName, Operation: operation },
    });
  }

  /**
   * Switches the table's stream on, with new and old images, and answers its ARN. A given table without one is refused at synthesis.
   * @internal
   */
  public _streamArn(): string | undefined {
    const resource = this.table.node.defaultChild;
    if (resource instanceof dynamodb.CfnGlobalTable) {
      resource.streamSpecification = { streamViewType: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES };
      return resource.attrStreamArn;
    }
    if (this.table.tableStreamArn) return this.table.tableStreamArn;
    this.data.api._refuse({
      path: at('data.models', this.modelName, 'table'),
      message:
        'triggers, and deletes that go on with other items, need the stream of the given table, with new and old images: ' +
        `dynamodb.Table.fromTableAttributes(this, '${this.modelName}Table', { tableName, tableStreamArn })`,
    });
    return undefined;
  }

  private addTable(
    name: string,
    globalSecondaryIndexes: dynamodb.GlobalSecondaryIndexPropsV2[],
    environment: Environment,
  ): dynamodb.TableV2 {
    return new dynamodb.TableV2(this, 'Table', {
      tableName: name,
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      globalSecondaryIndexes,
      // From the beginning: a later change would be an update of each table.
      timeToLiveAttribute: EXPIRES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: environment.pointInTimeRecovery },
      deletionProtection: environment.deletionProtection,
      removalPolicy: environment.removalPolicy,
    });
  }

  /** The items that these belong to: writes look at them, and rules may ask theirs. */
  private grantLooks(grantee: iam.IGrantable): void {
    if (this.lookedFrom.has(grantee)) return;
    this.lookedFrom.add(grantee);
    const parents = Object.values(this._relations).filter(({ _kind }) => _kind === 'belongsTo');
    this.data._forEachModel((model) => {
      if (!parents.some(({ _model }) => _model === model.modelName)) return;
      model.grant(grantee, ['dynamodb:GetItem', 'dynamodb:BatchGetItem', CHECK_ACTION], model.table.tableArn);
      if (followsRelations(model._spec.rules)) model.grantLooks(grantee);
    });
  }

  private grant(grantee: iam.IGrantable, actions: string[], arn: string): iam.Grant {
    this.table.encryptionKey?.grantEncryptDecrypt(grantee);
    return grantScoped(grantee, { actions, resourceArns: [arn], reason: INDEXES_REASON });
  }
}

function indexSpecs({ indexes = {} }: ModelProps, relations: Relations): Record<string, IndexSpec> {
  const declared = Object.fromEntries(Object.entries(indexes).map(([name, { partition, sort = [] }]) => [name, { partition, sort }]));
  return { ...declared, ...relationIndexes(declared, relations) };
}

import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { BackendApi, Handler } from '../api';
import { acknowledgeWildcards } from '../api/findings';
import { tablePrefix } from '../manifest';
import type { Model } from './model';
import { INDEXES_REASON, READ_ACTIONS, WRITE_ACTIONS } from './perms';

/** A handler's right to read and write the items of all models. */
export class TableAccess {
  /** For what else the handler does with them. */
  public readonly statement: iam.PolicyStatement;
  private readonly admitted = new Set<Model>();

  public constructor(
    private readonly handler: Handler,
    api: BackendApi,
  ) {
    // One prefix for all tables and, since `*` spans slashes, their indexes. The dot that ends it stands in no backend id.
    const tables = Stack.of(handler).formatArn({ service: 'dynamodb', resource: 'table', resourceName: `${tablePrefix(api.backendId)}*` });
    this.statement = new iam.PolicyStatement({ actions: [...READ_ACTIONS, ...WRITE_ACTIONS], resources: [tables] });
    handler.allow(this.statement, 'The tables of this backend’s models and no others: no backend id holds the dot that ends the prefix.');
  }

  /** Names a model's table, where the prefix does not cover it. */
  public admit(model: Model): void {
    if (model._isNamedByPrefix || this.admitted.has(model)) return;
    this.admitted.add(model);
    const arns = [model.table.tableArn, `${model.table.tableArn}/index/*`];
    this.statement.addResources(...arns);
    acknowledgeWildcards(this.handler.role, arns, INDEXES_REASON);
    model.table.encryptionKey?.grantEncryptDecrypt(this.handler);
  }
}

import { CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { Capability, type CapabilityProps, Handler, HandlerCode, type HandlerOptions } from '../api';
import { declare } from '../api/declared';
import { GuestRoutes } from '../api/guest-routes';
import { acknowledgeWildcards } from '../api/findings';
import { type Binding, type DataSection, type ModelSpec, ROUTE_OPERATIONS, ROUTES, tablePrefix } from '../manifest';
import { indexFaults } from './deployed-indexes';
import { Model } from './model';
import { linksOf } from './links';
import type { ModelProps } from './model-props';
import { INDEXES_REASON, READ_ACTIONS, WRITE_ACTIONS } from './perms';
import { relationSpecs } from './relations';
import { DATA_PROPS, MODEL_PROPS } from './structs';

/** How items are stored and served. */
export interface DataOptions {
  /**
   * How the handler of all models runs.
   * @default - with 1024 MiB
   */
  readonly handler?: HandlerOptions;
}

/** What serves the models, made with the first. */
interface Served {
  readonly handler: Handler;
  readonly statement: iam.PolicyStatement;
  readonly guests: GuestRoutes;
}

/** What `Data` is made of. */
export interface DataProps extends CapabilityProps, DataOptions {}

/**
 * Models: typed items in DynamoDB, a table a model, read and written through rules.
 *
 * Nothing but tables grows with the number of models: one handler serves them all, with one role that names their tables by the prefix
 * `<backendId>.`. Handler and routes are made with the first model.
 */
export class Data extends Capability {
  /** The models, by name. */
  public readonly models: { [name: string]: Model } = {};

  private readonly options: DataOptions;
  private readonly followers: ((model: Model) => void)[] = [];
  private served?: Served;

  public constructor(scope: Construct, id: string, props: DataProps = {}) {
    super(scope, id, 'data', props);
    this.options = this.api._read(DATA_PROPS, props, 'data') ?? {};
  }

  /** The handler of all models; undefined until there is one. */
  public get handler(): Handler | undefined {
    return this.served?.handler;
  }

  /**
   * Adds a model with its table. It may be called until synthesis, from an Aspect too.
   * @param name as applications will call it: `notes` is `api.data.notes`
   */
  public addModel(name: string, props: ModelProps): Model {
    const model = declare({ capability: this, section: 'data.models', kind: 'model', name, among: this.models }, (id, path) => {
      const right = this.api._read(MODEL_PROPS, props, path) ?? { fields: {}, rules: [] };
      const added = new Model(this, id, right);
      this.serve(added);
      for (const follow of this.followers) follow(added);
      return added;
    });
    for (const link of linksOf(name, model._relations)) {
      if (!this.models[link.through]) this.addModel(link.through, link.props);
    }
    return model;
  }

  public override section(): any {
    const models = Object.entries(this.models);
    if (models.length === 0) return undefined;
    const specs = Object.fromEntries(models.map(([name, { _spec }]) => [name, _spec]));
    // A relation's other side may have been declared after it.
    for (const [name, { _relations }] of models) {
      if (Object.keys(_relations).length > 0)
        specs[name] = { ...specs[name], relations: relationSpecs(name, _relations, specs) } as ModelSpec;
    }
    const section: DataSection = { models: specs };
    return section;
  }

  public override faults(): string[] {
    return indexFaults(this, this.api.backendId, this.models);
  }

  public override binding(): { [name: string]: any } {
    const models = Object.entries(this.models);
    if (models.length === 0) return {};
    const tables = models.filter(([, model]) => model._boundName !== undefined).map(([name, model]) => [name, model._boundName]);
    const binding: Binding = {
      cursorSecret: this.api._cursorSecret().secretArn,
      ...(tables.length > 0 && { tables: Object.fromEntries(tables) }),
    };
    return binding;
  }

  /**
   * Calls back for every model, those that are here and those that come.
   * @internal
   */
  public _forEachModel(follow: (model: Model) => void): void {
    for (const model of Object.values(this.models)) follow(model);
    this.followers.push(follow);
  }

  private serve(model: Model): void {
    this.served ??= this.addHandler();
    const { handler, statement, guests } = this.served;
    const { rules, fields, allowScan } = model._spec;

    if (allowScan) statement.addActions('dynamodb:Scan');
    if (!model._isNamedByPrefix) {
      const arns = [model.table.tableArn, `${model.table.tableArn}/index/*`];
      statement.addResources(...arns);
      acknowledgeWildcards(handler.role, arns, INDEXES_REASON);
      model.table.encryptionKey?.grantEncryptDecrypt(handler);
    }

    dependOnTable(handler, model);
    guests.admit({ rules, fields });
  }

  private addHandler(): Served {
    const handler = new Handler(this, 'Handler', {
      api: this.api,
      code: HandlerCode._builtIn('data'),
      capabilities: ['auth', 'data'],
      description: 'data',
      ...this.options.handler,
    });
    // One prefix for all tables and, since `*` spans slashes, their indexes. The dot that ends it stands in no backend id.
    const prefix = Stack.of(this).formatArn({
      service: 'dynamodb',
      resource: 'table',
      resourceName: `${tablePrefix(this.api.backendId)}*`,
    });
    const statement = new iam.PolicyStatement({ actions: [...READ_ACTIONS, ...WRITE_ACTIONS], resources: [prefix] });
    handler.allow(statement, 'The tables of this backend’s models and no others: no backend id holds the dot that ends the prefix.');
    this.api._grantCursors(handler);
    this.api.addRoutes({ routeKeys: Object.values(ROUTES.data), target: handler.lambdaFunction, optional: true });
    return { handler, statement, guests: new GuestRoutes(this.api, handler.lambdaFunction, ROUTES.data, ROUTE_OPERATIONS.data) };
  }
}

/**
 * Updates the table before its handler: a new index is filled (for as long as that takes) before any code asks for it.
 * Resource by resource, since a dependency of the function as a construct would stand in each of its routes too.
 */
function dependOnTable(handler: Handler, model: Model): void {
  const [code, table] = [handler.lambdaFunction.node.defaultChild, model.table.node.defaultChild];
  if (code instanceof CfnResource && table instanceof CfnResource) code.addResourceDependency(table);
}

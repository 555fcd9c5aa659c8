import { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Capability, type CapabilityProps, Handler, HandlerCode, type HandlerOptions } from '../api';
import { declare } from '../api/declared';
import { GuestRoutes } from '../api/guest-routes';
import { at, type Binding, type DataSection, followsRelations, type ModelSpec, ROUTE_OPERATIONS, ROUTES, ruledModel } from '../manifest';
import { fieldSpecs } from '../schema/field';
import { indexFaults } from './deployed-indexes';
import { Dispatcher } from './dispatcher';
import { Model } from './model';
import { type Link, linksOf } from './links';
import type { ModelProps } from './model-props';
import { OnDelete } from './relation-options';
import { relationFaults, relationSpecs } from './relations';
import { DATA_PROPS, MODEL_PROPS } from './structs';
import { TableAccess } from './table-access';

/** How items are stored and served. */
export interface DataOptions {
  /**
   * How the handler of all models runs.
   * @default - with 1024 MiB
   */
  readonly handler?: HandlerOptions;

  /**
   * How the handler runs that takes changes to the functions that they trigger, and sees to what goes with a deleted item.
   * @default - with 1024 MiB
   */
  readonly dispatcher?: HandlerOptions;
}

/** What serves the models, made with the first. */
interface Served {
  readonly handler: Handler;
  readonly tables: TableAccess;
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
  private reader?: Dispatcher;
  /** Whether a model has rules that ask those of another. */
  private followsRelations = false;

  public constructor(scope: Construct, id: string, props: DataProps = {}) {
    super(scope, id, 'data', props);
    this.options = this.api._read(DATA_PROPS, props, 'data') ?? {};
  }

  /** The handler of all models; undefined until there is one. */
  public get handler(): Handler | undefined {
    return this.served?.handler;
  }

  /** What follows the changes of models; undefined until something does: a trigger, or a relation that cascades. */
  public get dispatcher(): Dispatcher | undefined {
    return this.reader;
  }

  /**
   * Adds a model with its table. It may be called until synthesis, from an Aspect too.
   * @param name as applications will call it: `notes` is `api.data.notes`
   */
  public addModel(name: string, props: ModelProps): Model {
    const model = declare({ capability: this, section: 'data.models', kind: 'model', name, among: this.models }, (id, path) => {
      const right = this.api._read(MODEL_PROPS, props, path) ?? { fields: {}, rules: [] };
      this.api._refuse(...relationFaults(fieldSpecs(right.fields), right.relations ?? {}, path));
      const added = new Model(this, id, right);
      this.serve(added);
      for (const follow of this.followers) follow(added);
      this.cascade(added);
      return added;
    });
    this.admitGuests(model);
    for (const link of linksOf(name, model._relations)) this.addLink(name, link);
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

  /**
   * What follows the changes of models; made with the first that is followed.
   * @internal
   */
  public _dispatcher(): Dispatcher {
    this.reader ??= new Dispatcher(this, 'Dispatcher', this.api, this.options.dispatcher);
    return this.reader;
  }

  private serve(model: Model): void {
    this.served ??= this.addHandler();
    const { handler, tables } = this.served;
    if (model._spec.allowScan) tables.statement.addActions('dynamodb:Scan');
    tables.admit(model);
    dependOnTable(handler, model);
  }

  /** Makes the model of links where there is none yet: the other side of the relation may have made it, or the declaration. */
  private addLink(model: string, { relation, through, props, rules }: Link): void {
    const there = this.models[through];
    if (!there) {
      this.addModel(through, props);
    } else if (rules && JSON.stringify(rules.map(({ _spec }) => _spec)) !== JSON.stringify(there._spec.rules)) {
      this.api._refuse({
        path: at('data.models', model, 'relations', relation, 'rules'),
        message: `"${through}" holds the links and has rules already; leave these out, or give them where it is made`,
      });
    }
  }

  /** Deletes of an item that others belong to go on with those, wherever one of the two is declared first. */
  private cascade(children: Model): void {
    for (const relation of Object.values(children._relations)) {
      if (relation._kind !== 'belongsTo' || relation._onDelete === OnDelete.RESTRICT) continue;
      this._forEachModel((model) => {
        if (model.modelName === relation._model) this._dispatcher()._cascade(model, children);
      });
    }
  }

  /** Whom another model's rules admit is known when both are here: so each further model may bring guests to those that follow relations. */
  private admitGuests({ _spec: { rules, fields } }: Model): void {
    const guests = this.served?.guests;
    this.followsRelations ||= followsRelations(rules);
    if (!this.followsRelations) return guests?.admit({ rules, fields });
    const section: DataSection = this.section();
    for (const spec of Object.values(section.models)) guests?.admit(ruledModel(section, spec));
  }

  private addHandler(): Served {
    const handler = new Handler(this, 'Handler', {
      api: this.api,
      code: HandlerCode._builtIn('data'),
      capabilities: ['auth', 'data'],
      description: 'data',
      ...this.options.handler,
    });
    const tables = new TableAccess(handler, this.api);
    this.api._grantCursors(handler);
    this.api.addRoutes({ routeKeys: Object.values(ROUTES.data), target: handler.lambdaFunction, optional: true });
    return { handler, tables, guests: new GuestRoutes(this.api, handler.lambdaFunction, ROUTES.data, ROUTE_OPERATIONS.data) };
  }
}

/**
 * Updates the table before its handler: a new index is there before any code asks for it. That it is filled, too, CloudFormation does not
 * wait for; `plinth deploy` and `plinth dev` do.
 * Resource by resource, since a dependency of the function as a construct would stand in each of its routes too.
 */
function dependOnTable(handler: Handler, model: Model): void {
  const [code, table] = [handler.lambdaFunction.node.defaultChild, model.table.node.defaultChild];
  if (code instanceof CfnResource && table instanceof CfnResource) code.addResourceDependency(table);
}

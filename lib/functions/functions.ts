import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type IFunction, Function as LambdaFunction, type LayerVersion, RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { Capability, type CapabilityProps, Handler, HandlerCode, type HandlerOptions } from '../api';
import { BindingVariable } from '../api/binding-variable';
import { declare } from '../api/declared';
import { addManifestLayer } from '../api/manifest-layer';
import { Data } from '../data';
import { Files } from '../files';
import { admitsGuests, at, type FunctionsSection, guestRoute, type RuleSpec, ROUTES, type TriggerSpec } from '../manifest';
import { BackendFunction } from './backend-function';
import { functionFaults, warnOfTimeout } from './function-faults';
import type { BackendFunctionProps } from './function-props';
import { BACKEND_FUNCTION_PROPS, FUNCTIONS_PROPS } from './structs';

/** How functions are called. */
export interface FunctionsOptions {
  /**
   * How the handler runs that calls functions without an entry file for clients.
   * @default - with 1024 MiB
   */
  readonly handler?: HandlerOptions;
}

/** What `Functions` is made of. */
export interface FunctionsProps extends CapabilityProps, FunctionsOptions {}

/** Calls the functions that Plinth does not bundle; made with the first. */
interface CallingHandler {
  readonly handler: Handler;
  readonly invoke: iam.PolicyStatement;
}

/**
 * Functions of one's own, called by clients or triggered by changes, files and schedules.
 *
 * A function with an entry file checks rule, input and output in its own process, and API Gateway calls it directly. Any other is called
 * by the functions handler, which checks the same: the one place where a function calls another.
 */
export class Functions extends Capability {
  /** The functions, by name. */
  public readonly backendFunctions: { [name: string]: BackendFunction } = {};

  private readonly options: FunctionsOptions;
  private readonly withServer = new Set<LambdaFunction>();
  private caller?: CallingHandler;
  private callerAdmitsGuests = false;
  private layer?: LayerVersion;

  public constructor(scope: Construct, id: string, props: FunctionsProps = {}) {
    super(scope, id, 'functions', props);
    this.options = this.api._read(FUNCTIONS_PROPS, props, 'functions') ?? {};
  }

  /** What calls the functions without an entry file; undefined until there is one that clients may call. */
  public get handler(): Handler | undefined {
    return this.caller?.handler;
  }

  /**
   * Adds a function. It may be called until synthesis.
   * @param name as applications will call it: `summarize` is `api.functions.summarize({ ... })`
   */
  public addFunction(name: string, props: BackendFunctionProps): BackendFunction {
    const among = this.backendFunctions;
    return declare({ capability: this, section: 'functions.functions', kind: 'function', name, among }, (id, path) => {
      const right = this.api._read(BACKEND_FUNCTION_PROPS, props, path) ?? {};
      this.api._refuse(...functionFaults(path, name, props, right));
      const added = new BackendFunction(this, id, this.api, right);
      if (right.rules) warnOfTimeout(added, right.timeout);
      const { rules, invoke, triggers } = added._spec;
      if (rules && invoke === 'direct') this.routeTo(added, rules);
      if (rules && invoke === 'handler') this.callFor(added, rules);
      if (added.handler.role) for (const trigger of distinct(triggers)) this.follow(added, trigger);
      if (right.handler && this.canHaveServer(right.handler)) this.addServer(right.handler);
      return added;
    });
  }

  /**
   * Gives a Node.js function that is bundled by somebody else what `cdk-plinth/server` needs in it: the manifest, as a layer, and
   * `PLINTH_BINDING`. Its rights come by grants, as for any other. `addFunction` does so for a Node.js function of the same stack; to call
   * it again changes nothing.
   */
  public addServer(lambdaFunction: LambdaFunction): void {
    if (this.withServer.has(lambdaFunction)) return;
    this.withServer.add(lambdaFunction);
    this.layer ??= addManifestLayer(this, this.api);
    lambdaFunction.addLayers(this.layer);
    new BindingVariable(lambdaFunction, () => this.api._binding(), lambdaFunction);
  }

  public override section(): any {
    const functions = Object.entries(this.backendFunctions).map(([name, each]) => [name, each._spec]);
    const section: FunctionsSection = { functions: Object.fromEntries(functions) };
    return functions.length > 0 ? section : undefined;
  }

  public override faults(): string[] {
    return Object.entries(this.backendFunctions).flatMap(([name, each]) => {
      const fault = each._codeFault();
      return fault === undefined ? [] : [`${at('functions.functions', name, 'entry')}: ${fault}`];
    });
  }

  /** From another stack it would refer to this one, which refers to it: two stacks that need each other cannot be deployed. */
  private canHaveServer(handler: IFunction): handler is LambdaFunction {
    return handler instanceof LambdaFunction && handler.runtime.family === RuntimeFamily.NODEJS && Stack.of(handler) === Stack.of(this);
  }

  private routeTo({ functionName, handler }: BackendFunction, rules: readonly RuleSpec[]): void {
    const routeKey = ROUTES.functions.call.replace('{function}', functionName);
    this.api.addRoutes({ routeKeys: [routeKey], target: handler, optional: true });
    if (admitsGuests({ rules })) this.api.addRoutes({ routeKeys: [guestRoute(routeKey)], target: handler, guests: true });
  }

  private callFor({ functionName, handler }: BackendFunction, rules: readonly RuleSpec[]): void {
    this.caller ??= this.addCaller();
    this.caller.invoke.addResources(handler.functionArn);
    this.caller.handler.bind('functions', { [functionName]: handler.functionArn });
    if (this.callerAdmitsGuests || !admitsGuests({ rules })) return;
    this.callerAdmitsGuests = true;
    this.api.addRoutes({ routeKeys: [guestRoute(ROUTES.functions.call)], target: this.caller.handler.lambdaFunction, guests: true });
  }

  private addCaller(): CallingHandler {
    const handler = new Handler(this, 'Handler', {
      api: this.api,
      code: HandlerCode._builtIn('functions'),
      capabilities: ['auth', 'functions'],
      description: 'functions without an entry file',
      ...this.options.handler,
    });
    const invoke = new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'] });
    handler.allow(invoke);
    this.api.addRoutes({ routeKeys: [ROUTES.functions.call], target: handler.lambdaFunction, optional: true });
    return { handler, invoke };
  }

  /** A name that nothing has is left unconnected: the manifest's check names it, with all other faults. */
  private follow(added: BackendFunction, trigger: TriggerSpec): void {
    const data = this.api.capability('data');
    const files = this.api.capability('files');
    if (trigger.on === 'schedule') added._onSchedule(trigger.expression);
    if (trigger.on === 'file' && files instanceof Files) added._onFile(trigger.space, files._eventSource());
    if (trigger.on === 'change' && data instanceof Data) {
      const dispatcher = data._dispatcher();
      const { queue, deadLetterQueue } = added._changes();
      dispatcher._feed({ functionName: added.functionName, queue, deadLetterQueue });
      data._forEachModel((model) => {
        if (model.modelName === trigger.model) dispatcher._read(model);
      });
    }
  }
}

/** One that is named twice is refused by the manifest's check. */
function distinct(triggers: readonly TriggerSpec[]): Iterable<TriggerSpec> {
  return new Map(triggers.map((trigger) => [JSON.stringify(trigger), trigger])).values();
}

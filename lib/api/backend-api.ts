import { Annotations, Stack } from 'aws-cdk-lib';
import type { HttpApi, IHttpRouteAuthorizer, ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { checkManifest, type Fault, formatFaults, isWithin, type Manifest } from '../manifest';
import { type Kind, struct } from '../structs';
import { type AlarmOptions, Alarms, type FailureMetric } from './alarms';
import { claimBackendId, outermostStack } from './backend-id';
import { Capabilities } from './capabilities';
import type { Capability } from './capability';
import { ClientFolder, type ClientOptions } from './client-folder';
import { addCursorSecret } from './cursor-secret';
import { Environment } from './environment';
import { HttpFront } from './http-front';
import { addOutputs } from './outputs';
import { type RouteOptions, RouteTable } from './route-table';
import { ALARM_OPTIONS, BACKEND_API_PROPS, FAILURE_METRIC, ROUTE_OPTIONS } from './structs';

/** What a backend's capabilities share. */
export interface BackendApiProps {
  /**
   * A literal of letters, digits and hyphens, unique in its account and Region: physical names start with it.
   * @default - the outermost stack's name
   */
  readonly backendId?: string;

  /**
   * Decides retention, deletion protection, backups, log retention and CORS origins.
   * @default Environment.development(), and synthesis says what that means
   */
  readonly environment?: Environment;

  /**
   * Where the typed client is written at synthesis.
   * @default - nowhere; `plinth generate` writes it too
   */
  readonly client?: ClientOptions;

  /**
   * How many requests the API takes in a second, and at once; more are answered with 429.
   * @default - 1,000 a second, 500 at once
   */
  readonly throttle?: ThrottleSettings;
}

/**
 * What capabilities join to be one backend: its id, its environment, its manifest, and one HTTP API.
 *
 * At synthesis every capability is asked for its section, the manifest is checked whole (one message names every fault), and only then is
 * anything written. The HTTP API is made with the first route, so that `Auth` alone has none.
 */
export class BackendApi extends Construct {
  /** Literal, and unique in its account and Region. */
  public readonly backendId: string;
  /** What decides retention, protection, backups and origins. */
  public readonly environment: Environment;
  /** Names the backend in descriptions: `shop (production)`. */
  public readonly description: string;

  private readonly throttle?: ThrottleSettings;
  private readonly watched: Alarms;
  private readonly capabilities = new Capabilities();
  /** What is wrong with the options that have been given, told at synthesis with all other faults. */
  private readonly refused: Fault[] = [];
  private readonly routes = new RouteTable(() => this.httpApi());
  private readonly client?: ClientFolder;
  private front?: HttpFront;
  private secret?: Secret;

  public constructor(scope: Construct, id: string, props: BackendApiProps = {}) {
    super(scope, id);
    const { backendId, environment, client, throttle } = this._read(struct(BACKEND_API_PROPS), props, '') ?? {};
    const stack = outermostStack(Stack.of(this));
    this.backendId = claimBackendId(this, stack, backendId);
    this.environment = environment ?? Environment.development();
    if (!props.environment) Annotations.of(this).addInfo(DEVELOPMENT);
    this.description = `${this.backendId} (${this.environment.name})`;
    this.throttle = throttle;
    this.watched = new Alarms(this.description);

    addOutputs(this, stack);
    this.client = client && new ClientFolder(this, () => this._manifest(), client);
    this.node.addValidation({ validate: () => this.validate() });
  }

  /** The HTTP API with its stage and access log; undefined until there is a route. */
  public get http(): HttpFront | undefined {
    return this.front;
  }

  /**
   * The generated secret that keys the encryption of cursors; undefined until something can be listed. Another one would end the cursors
   * that are out, and nothing else.
   */
  public get cursorSecret(): Secret | undefined {
    return this.secret;
  }

  /** A capability that has joined: `auth`, `data`, `files`, `functions`, `push`, or one of your own. */
  public capability(name: string): Capability | undefined {
    return this.capabilities.find(name);
  }

  /** Adds routes to a function, with one permission however many they are. */
  public addRoutes(routes: RouteOptions): void {
    const right = this._read(ROUTE_OPTIONS, routes, 'routes');
    if (right) this.routes.add(right);
  }

  /**
   * Says that something can fail: `createAlarms` makes an alarm for it.
   * @param scope what can fail; the alarm stands below it
   * @param id of the failure within it
   */
  public addFailureMetric(scope: Construct, id: string, failure: FailureMetric): void {
    const right = this._read(FAILURE_METRIC, failure, scope.node.path);
    if (right) this.watched.watch(scope, id, right);
  }

  /**
   * Makes an alarm for all that can fail, also what is declared later: answers of 500 and more, errors of each handler, each dead-letter
   * queue, and changes that cannot be dispatched or lag behind. Throttled tables have a metric, and no alarm: there may be hundreds.
   * @throws where it has been called before
   */
  public createAlarms(options: AlarmOptions = {}): void {
    this.watched.create(this._read(ALARM_OPTIONS, options, 'alarms') ?? {});
  }

  /** The alarms that there are by now; none until `createAlarms`. */
  public get alarms(): Alarm[] {
    return [...this.watched.made];
  }

  /** What applications start with, all public: the API's URL, the Region, and what each capability adds. Values may be tokens. */
  public configuration(): { [name: string]: string } {
    return {
      backendId: this.backendId,
      region: Stack.of(this).region,
      ...(this.front && { apiUrl: this.front.httpApi.apiEndpoint }),
      ...this.capabilities.configuration(),
    };
  }

  /**
   * Reads options that are given: what is wrong with them is told at synthesis with all other faults, and left out until then.
   * @param path as the manifest has it: `data.models.notes`
   * @internal
   */
  public _read<T>(kind: Kind<T>, given: unknown, path: string): T | undefined {
    return kind.read(given, path, this.refused);
  }

  /**
   * Refuses what has been declared, at synthesis.
   * @internal
   */
  public _refuse(...faults: Fault[]): void {
    this.refused.push(...faults);
  }

  /** @internal */
  public _join(capability: Capability): void {
    this.capabilities.add(capability);
  }

  /**
   * Says who checks the tokens of every route that is not for guests: `Auth`.
   * @internal
   */
  public _authorizeWith(authorizer: IHttpRouteAuthorizer): void {
    this.routes.authorizeWith(authorizer);
  }

  /**
   * The manifest as declared by now.
   * @param names of the capabilities whose sections are wanted; all unless given
   * @internal
   */
  public _manifest(names?: string[]): Manifest {
    return this.capabilities.manifest(this.backendId, names);
  }

  /**
   * What only a deployment knows of these capabilities, by now.
   * @internal
   */
  public _binding(names?: string[]): Record<string, unknown> {
    return this.capabilities.binding(names);
  }

  /**
   * The secret of cursors, made when something can be listed.
   * @internal
   */
  public _cursorSecret(): Secret {
    this.secret ??= addCursorSecret(this, this.environment);
    return this.secret;
  }

  /**
   * Lets a function make and read cursors.
   * @internal
   */
  public _grantCursors(grantee: iam.IGrantable): iam.Grant {
    const resourceArns = [this._cursorSecret().secretArn];
    return iam.Grant.addToPrincipal({ grantee, actions: ['secretsmanager:GetSecretValue'], resourceArns });
  }

  private httpApi(): HttpApi {
    this.front ??= this.addFront();
    return this.front.httpApi;
  }

  private addFront(): HttpFront {
    const front = new HttpFront(this, 'Http', { environment: this.environment, description: this.description, throttle: this.throttle });
    this.addFailureMetric(front, 'ServerErrors', { description: 'answers of 500 and more', metric: front.metricServerErrors() });
    return front;
  }

  private validate(): string[] {
    const faults: Fault[] = [
      ...this.refused,
      ...this.capabilities.faults(),
      ...this.routes.faults(),
      // What stands in for a refused value says nothing about it.
      ...checkManifest(this._manifest()).filter(({ path }) => !this.refused.some((refused) => isWithin(path, refused.path))),
      ...(this.client?.faults() ?? []),
    ];
    return faults.length > 0 ? [formatFaults(faults)] : [];
  }
}

const DEVELOPMENT =
  'No environment is given, so this is one for development: users, items and files are deleted with the stack and have no backup, and any web ' +
  'origin may call. Say so, environment: Environment.development(), or where people rely on it ' +
  "environment: Environment.production({ corsOrigins: ['https://app.example.com'] })";

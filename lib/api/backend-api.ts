import { Stack } from 'aws-cdk-lib';
import type { HttpApi, IHttpRouteAuthorizer, ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { checkManifest, type Fault, formatFaults, MANIFEST_VERSION, type Manifest } from '../manifest';
import { claimBackendId, outermostStack } from './backend-id';
import type { Capability } from './capability';
import { ClientFolder, type ClientOptions } from './client-folder';
import { addCursorSecret } from './cursor-secret';
import { Environment } from './environment';
import { HttpFront } from './http-front';
import { addOutputs } from './outputs';
import { type RouteOptions, RouteTable } from './route-table';

/** What a backend's capabilities share. */
export interface BackendApiProps {
  /**
   * A literal of letters, digits and hyphens, unique in its account and Region: physical names start with it.
   * @default - the outermost stack's name
   */
  readonly backendId?: string;

  /**
   * Decides retention, deletion protection, backups, log retention and CORS origins.
   * @default Environment.development()
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

/** The manifest's own sections; those of other capabilities stand under `extensions`. */
const OWN_SECTIONS = ['auth', 'data', 'files', 'functions', 'push'];

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
  private readonly capabilities = new Map<string, Capability>();
  private readonly routes = new RouteTable(() => this.httpApi());
  private readonly client?: ClientFolder;
  private front?: HttpFront;
  private secret?: Secret;

  public constructor(scope: Construct, id: string, props: BackendApiProps = {}) {
    super(scope, id);
    const stack = outermostStack(Stack.of(this));
    this.backendId = claimBackendId(this, stack, props.backendId);
    this.environment = props.environment ?? Environment.development();
    this.description = `${this.backendId} (${this.environment.name})`;
    this.throttle = props.throttle;

    addOutputs(this, stack);
    this.client = props.client && new ClientFolder(this, () => this._manifest(), props.client);
    this.node.addValidation({ validate: () => this.validate() });
  }

  /** The HTTP API with its stage and access log; undefined until there is a route. */
  public get http(): HttpFront | undefined {
    return this.front;
  }

  /** The generated secret that keys the encryption of cursors; undefined until something is listed. A new one ends the cursors that are out, nothing else. */
  public get cursorSecret(): Secret | undefined {
    return this.secret;
  }

  /** Adds routes to a function, with one permission however many they are. */
  public addRoutes(routes: RouteOptions): void {
    this.routes.add(routes);
  }

  /** Says who checks the tokens of every route that is not for guests. `Auth` does so; without it, any authorizer whose tokens look alike. */
  public authorizeWith(authorizer: IHttpRouteAuthorizer): void {
    this.routes.authorizeWith(authorizer);
  }

  /** What applications start with, all public: the API's URL, the Region, and what each capability adds. Values may be tokens. */
  public configuration(): { [name: string]: string } {
    return Object.assign(
      { backendId: this.backendId, region: Stack.of(this).region },
      this.front && { apiUrl: this.front.httpApi.apiEndpoint },
      ...this.chosen().map((capability) => capability.configuration()),
    );
  }

  /**
   * What encrypts cursors, made when first asked for.
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
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [this._cursorSecret().secretArn],
    });
  }

  /** @internal */
  public _join(capability: Capability): void {
    const name = capability.capabilityName;
    const other = this.capabilities.get(name);
    if (other) {
      throw new Error(`${capability.node.path}: this API has the capability '${name}' already, ${other.node.path}. Each joins once`);
    }
    this.capabilities.set(name, capability);
  }

  /** A capability that has joined: `auth`, `data`, `files`, `functions`, `push`, or one of your own. */
  public capability(name: string): Capability | undefined {
    return this.capabilities.get(name);
  }

  /**
   * What only a deployment knows of these capabilities, by now.
   * @internal
   */
  public _binding(names?: string[]): Record<string, unknown> {
    return Object.assign({}, ...this.chosen(names).map((capability) => capability.binding()));
  }

  /**
   * The manifest as declared by now.
   * @param names of the capabilities whose sections are wanted; all unless given
   * @internal
   */
  public _manifest(names?: string[]): Manifest {
    const sections: Record<string, unknown> = {};
    const extensions: Record<string, unknown> = {};
    for (const capability of this.chosen(names)) {
      const name = capability.capabilityName;
      const section = capability.section();
      if (section !== undefined) (OWN_SECTIONS.includes(name) ? sections : extensions)[name] = section;
    }
    return {
      manifestVersion: MANIFEST_VERSION,
      backendId: this.backendId,
      ...sections,
      ...(Object.keys(extensions).length > 0 && { extensions }),
    };
  }

  private httpApi(): HttpApi {
    this.front ??= new HttpFront(this, 'Http', { environment: this.environment, description: this.description, throttle: this.throttle });
    return this.front.httpApi;
  }

  private chosen(names?: string[]): Capability[] {
    return [...this.capabilities.values()].filter(({ capabilityName }) => !names || names.includes(capabilityName));
  }

  private validate(): string[] {
    const manifest = this._manifest();
    const faults: Fault[] = [
      ...this.environment._faults(),
      ...this.chosen()
        .flatMap((capability) => capability.faults())
        .map(faultOf),
      ...checkManifest(manifest),
      ...(this.client?.faults() ?? []),
    ];
    return faults.length > 0 ? [formatFaults(faults)] : [];
  }
}

/** A capability's fault is `path: message`. */
function faultOf(text: string): Fault {
  const [, path = '', message = text] = /^([^\s:]+): (.*)$/s.exec(text) ?? [];
  return { path, message };
}

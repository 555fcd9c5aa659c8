import { Construct } from 'constructs';
import { describe } from '../structs/describe';
import { BackendApi } from './backend-api';

/** What every capability can be given. */
export interface CapabilityProps {
  /**
   * The API that it joins, with the backend's id, environment and manifest.
   * @default - one made for it alone
   */
  readonly api?: BackendApi;
}

/**
 * A part of a backend: resources, a section of the manifest, routes, a handler, a module of the client.
 * `Auth`, `Data`, `Files`, `Functions` and `Push` extend it, and so does anyone's own: it declares itself by {@link section},
 * answers requests by a {@link Handler} and {@link BackendApi.addRoutes}, and tells the client what it must know by {@link configuration}.
 */
export abstract class Capability extends Construct {
  /** The API that this capability has joined. */
  public readonly api: BackendApi;

  /**
   * @param name of its section in the manifest; those that Plinth does not know itself stand under `extensions`. One of a name per API.
   */
  public constructor(
    scope: Construct,
    id: string,
    public readonly capabilityName: string,
    props: CapabilityProps = {},
  ) {
    super(scope, id);
    if (props.api !== undefined && !(props.api instanceof BackendApi)) {
      throw new Error(`${this.node.path}: api must be a BackendApi, such as the member api of a Backend; is ${describe(props.api)}`);
    }
    this.api = props.api ?? new BackendApi(this, 'Api');
    this.api._join(this);
  }

  /**
   * Its section of the manifest: plain JSON without tokens. Asked at synthesis, when nothing can be added any more.
   * Undefined while nothing is declared.
   */
  public abstract section(): any;

  /** What cannot work in the declaration beyond what the manifest's own check finds, each as `path: what is wrong, and the fix`. Asked at synthesis. */
  public faults(): string[] {
    return [];
  }

  /**
   * What a function that works for it must know and only a deployment can tell, such as a bucket's name: members of `PLINTH_BINDING`.
   * Values may be tokens. Every function with an entry file gets them too. A name that another capability has for another value fails synthesis.
   */
  public binding(): { [name: string]: any } {
    return {};
  }

  /**
   * What applications must know of it, added to the output `PlinthConfig`; values may be tokens, all are public. A name that another
   * capability has for another value fails synthesis.
   */
  public configuration(): { [name: string]: string } {
    return {};
  }
}

import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { Capability, type CapabilityProps, Handler, HandlerCode, type HandlerOptions } from '../api';
import { declare } from '../api/declared';
import { GuestRoutes } from '../api/guest-routes';
import { type Binding, type FilesSection, ROUTE_OPERATIONS, ROUTES } from '../manifest';
import { addBucket } from './bucket';
import { FileSpace } from './file-space';
import type { FileSpaceProps } from './space-props';
import { FILE_SPACE_PROPS, FILES_PROPS } from './structs';

/** How files are stored. */
export interface FilesOptions {
  /**
   * An existing bucket for this backend's files alone; its name may be a token. Its CORS rules must let the applications' origins POST
   * and GET, and where a function is triggered by files, it must send its events to EventBridge.
   * @default - one is made with the first space
   */
  readonly bucket?: IBucket;

  /**
   * How the handler of all spaces runs.
   * @default - with 1024 MiB
   */
  readonly handler?: HandlerOptions;
}

/** What `Files` is made of. */
export interface FilesProps extends CapabilityProps, FilesOptions {}

/** What serves the spaces, made with the first. */
interface Served {
  readonly bucket: IBucket;
  readonly handler: Handler;
  readonly guests: GuestRoutes;
}

/**
 * Files in S3, in named spaces. Bytes go between the application and S3 by presigned requests for one exact key, at most 5 minutes old;
 * the handler decides who gets one. Bucket, handler and routes are made with the first space.
 */
export class Files extends Capability {
  /** The spaces, by name. */
  public readonly spaces: { [name: string]: FileSpace } = {};

  private readonly options: FilesOptions;
  private served?: Served;

  public constructor(scope: Construct, id: string, props: FilesProps = {}) {
    super(scope, id, 'files', props);
    this.options = this.api._read(FILES_PROPS, props, 'files') ?? {};
  }

  /** The bucket of all spaces, made here or given; undefined until there is a space. */
  public get bucket(): IBucket | undefined {
    return this.served?.bucket;
  }

  /** The handler of all spaces; undefined until there is one. */
  public get handler(): Handler | undefined {
    return this.served?.handler;
  }

  /**
   * Adds a space. It may be called until synthesis.
   * @param name as applications will call it: `attachments` is `api.files.attachments`
   */
  public addSpace(name: string, props: FileSpaceProps): FileSpace {
    return declare({ capability: this, section: 'files.spaces', kind: 'file space', name, among: this.spaces }, (id, path) => {
      const right = this.api._read(FILE_SPACE_PROPS, props, path) ?? { rules: [] };
      this.served ??= this.serve();
      const space = new FileSpace(this, id, this.served.bucket, right);
      this.served.guests.admit(space._spec);
      return space;
    });
  }

  public override section(): any {
    const spaces = Object.entries(this.spaces).map(([name, space]) => [name, space._spec]);
    const section: FilesSection = { spaces: Object.fromEntries(spaces) };
    return spaces.length > 0 ? section : undefined;
  }

  public override binding(): { [name: string]: any } {
    if (!this.served) return {};
    const binding: Binding = { bucket: this.served.bucket.bucketName, cursorSecret: this.api._cursorSecret().secretArn };
    return binding;
  }

  /**
   * The bucket, with its events sent to EventBridge: on the bucket itself, since CDK's own switch is a custom resource.
   * @internal
   */
  public _eventSource(): IBucket {
    this.served ??= this.serve();
    const resource = this.served.bucket.node.defaultChild;
    if (resource instanceof CfnBucket) {
      resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    }
    return this.served.bucket;
  }

  private serve(): Served {
    const bucket = this.options.bucket ?? addBucket(this, this.api.environment);
    const handler = new Handler(this, 'Handler', {
      api: this.api,
      code: HandlerCode._builtIn('files'),
      capabilities: ['auth', 'files'],
      description: 'files',
      ...this.options.handler,
    });
    handler.allow(
      new iam.PolicyStatement({
        // A presigned request has the rights of who signed it.
        actions: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'],
        resources: [bucket.arnForObjects('*')],
      }),
      'The objects of this backend’s own bucket.',
    );
    handler.allow(new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
    this.api._grantCursors(handler);
    bucket.encryptionKey?.grantEncryptDecrypt(handler);
    this.api.addRoutes({ routeKeys: Object.values(ROUTES.files), target: handler.lambdaFunction, optional: true });
    return { bucket, handler, guests: new GuestRoutes(this.api, handler.lambdaFunction, ROUTES.files, ROUTE_OPERATIONS.files) };
  }
}

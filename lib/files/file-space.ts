import { Size } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { grantScoped } from '../api/findings';
import type { SpaceSpec } from '../manifest';
import type { Files } from './files';
import type { FileSpaceProps } from './space-props';

const OBJECTS_REASON = 'The objects of one file space.';

/** A declared space of files: objects whose keys are `<space>/<owner>/<name>`. Made by `Files.addSpace`, and usable in place of its name. */
export class FileSpace extends Construct {
  /** The name that applications use. */
  public readonly spaceName: string;
  /** The bucket of all spaces. */
  public readonly bucket: IBucket;

  /** @internal */
  public readonly _spec: SpaceSpec;

  private readonly files: Files;

  public constructor(scope: Files, id: string, bucket: IBucket, props: FileSpaceProps) {
    super(scope, id);
    this.files = scope;
    this.spaceName = id;
    this.bucket = bucket;
    this._spec = {
      rules: props.rules.map((rule) => rule._spec),
      maxSize: (props.maxSize ?? Size.mebibytes(10)).toBytes(),
      ...(props.contentTypes && { contentTypes: props.contentTypes }),
    };
  }

  /** Lets a function read and list the space's files. */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    this.bucket.encryptionKey?.grantDecrypt(grantee);
    return this.grant(grantee, ['s3:GetObject']).combine(this.grantList(grantee)).combine(this.files.api._grantCursors(grantee));
  }

  /** Lets a function store and delete files of the space; before it deletes one it looks whether there is one. */
  public grantWrite(grantee: iam.IGrantable): iam.Grant {
    this.bucket.encryptionKey?.grantEncryptDecrypt(grantee);
    return this.grant(grantee, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']).combine(this.grantList(grantee));
  }

  private grant(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    const resourceArns = [this.bucket.arnForObjects(`${this.spaceName}/*`)];
    return grantScoped(grantee, { actions, resourceArns, reason: OBJECTS_REASON });
  }

  /** Of this space alone. Whoever has it asks by it, too, what is not there: S3 answers 403 to a HEAD of that, since a HEAD has no prefix. */
  private grantList(grantee: iam.IGrantable): iam.Grant {
    return grantScoped(grantee, {
      actions: ['s3:ListBucket'],
      resourceArns: [this.bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': `${this.spaceName}/*` } },
      reason: OBJECTS_REASON,
    });
  }
}

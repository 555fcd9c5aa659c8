import type { Size } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CAPABILITY_PROPS, HANDLER_OPTIONS } from '../api/structs';
import { RULE } from '../schema/rule';
import { having, list, type Members, needed, struct, textLike } from '../structs';
import type { FilesOptions, FilesProps } from './files';
import type { FileSpaceProps } from './space-props';

export const FILES_OPTIONS: Members<FilesOptions> = {
  bucket: having<IBucket>('bucketName', 'a bucket', "s3.Bucket.fromBucketName(this, 'Bucket', name)"),
  handler: struct(HANDLER_OPTIONS, '{ memorySize: 512 }'),
};

export const FILES_PROPS = struct<FilesProps>({ ...CAPABILITY_PROPS, ...FILES_OPTIONS });

export const FILE_SPACE_PROPS = struct<FileSpaceProps>(
  {
    rules: needed(list(RULE)),
    maxSize: having<Size>('toMebibytes', 'a Size', 'Size.mebibytes(10)'),
    contentTypes: list(textLike('image/*')),
  },
  '{ rules: [Rule.owner()] }',
);

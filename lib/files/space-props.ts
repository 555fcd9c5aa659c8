import type { Size } from 'aws-cdk-lib';
import type { Rule } from '../schema';

/** A named space of files, each of which belongs to whoever stored it. */
export interface FileSpaceProps {
  /** Who may store (`create`), read (`get`, `list`) and delete what; one rule that admits is enough. There must be one. */
  readonly rules: Rule[];

  /**
   * The largest file: up to 5 GiB, which is what one POST can store.
   * @default Size.mebibytes(10)
   */
  readonly maxSize?: Size;

  /**
   * The media types that it takes, exact or as `image/*`. The type is what the sender says; nobody looks into the bytes.
   * @default - any
   */
  readonly contentTypes?: string[];
}

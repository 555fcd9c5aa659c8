import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type FileAssetLocation, FileAssetPackaging, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Code, type CodeConfig } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { CodeFiles } from './assets';

/**
 * `manifest.json`, alone or with code beside it, published as one file asset.
 *
 * The manifest is known only when the tree is complete (a model may come from an Aspect, or before a second synthesis), so bucket and
 * key are lazy and uncached, and the asset is made when CloudFormation's template asks for them.
 */
export class ManifestAsset {
  public readonly bucketName = this.lazy(({ bucketName }) => bucketName);
  public readonly objectKey = this.lazy(({ objectKey }) => objectKey);

  private staged?: { readonly text: string; readonly location: FileAssetLocation };

  /**
   * @param scope whose stack publishes the asset
   * @param manifest answers the text of `manifest.json`
   * @param code answers the files that the text is laid beside; without it the asset is the text alone
   * @param name of the manifest's file
   */
  public constructor(
    private readonly scope: Construct,
    private readonly manifest: () => string,
    private readonly code?: () => CodeFiles,
    private readonly name = 'manifest.json',
  ) {}

  /** While CDK only looks for references nothing is staged: the manifest is not checked yet, and the location holds none. */
  private lazy(part: (location: FileAssetLocation) => string): string {
    return Lazy.uncachedString({ produce: ({ preparing }) => (preparing ? '' : part(this.locate())) });
  }

  private locate(): FileAssetLocation {
    const text = this.manifest();
    if (this.staged?.text !== text) this.staged = { text, location: this.publish(text) };
    return this.staged.location;
  }

  private publish(text: string): FileAssetLocation {
    const files = new Map<string, Uint8Array | string>(this.code?.());
    files.set(this.name, text);
    const hash = createHash('sha256');
    for (const [name, content] of files) hash.update(`${name}\0`).update(content);
    const sourceHash = hash.digest('hex');
    const stage = Stage.of(this.scope) as Stage;
    const folder = join(stage.assetOutdir, `asset.${sourceHash}`);
    if (!existsSync(folder)) writeFolder(folder, files);
    return Stack.of(this.scope).synthesizer.addFileAsset({
      fileName: relative(stage.outdir, this.code ? folder : join(folder, this.name)),
      packaging: this.code ? FileAssetPackaging.ZIP_DIRECTORY : FileAssetPackaging.FILE,
      sourceHash,
    });
  }
}

/** Written beside and renamed, so that an interrupted synthesis leaves no half folder under the final name. */
function writeFolder(folder: string, files: ReadonlyMap<string, Uint8Array | string>): void {
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  for (const [name, content] of files) {
    const path = join(draft, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  renameSync(draft, folder);
}

/** Code of a Lambda function with the manifest beside it. */
export class StagedCode extends Code {
  public readonly isInline = false;

  /** As for {@link ManifestAsset}. */
  public constructor(
    private readonly manifest: () => string,
    private readonly code: () => CodeFiles,
    private readonly name?: string,
  ) {
    super();
  }

  public bind(scope: Construct): CodeConfig {
    const { bucketName, objectKey } = new ManifestAsset(scope, this.manifest, this.code, this.name);
    return { s3Location: { bucketName, objectKey } };
  }
}

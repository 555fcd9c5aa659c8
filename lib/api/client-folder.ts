import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { attachCustomSynthesis } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { Fault, Manifest } from '../manifest';
import { assetPath } from './assets';

/** The typed client that is generated from the declaration. */
export interface ClientOptions {
  /**
   * The folder it is written to at synthesis, from the folder that the app runs in: `web/src/backend`. Only files that changed are
   * written, only if the declaration is valid, and none with `PLINTH_NO_CLIENT=1`.
   */
  readonly outDir: string;
}

interface Claim {
  readonly owner: Construct;
  readonly manifest: string;
}

/** Who writes which folder, by app. */
const claims = new WeakMap<IConstruct, Map<string, Claim>>();

/** Writes the client of one backend when its app is synthesised, after validation. */
export class ClientFolder {
  private readonly folder: string;

  public constructor(
    private readonly owner: Construct,
    private readonly manifest: () => Manifest,
    options: ClientOptions,
  ) {
    this.folder = resolve(options.outDir);
    attachCustomSynthesis(owner, { onSynthesize: () => this.write() });
  }

  /** Several stages may share a folder if one client serves them all: the same manifest under different backend ids. */
  public faults(): Fault[] {
    const folders = claims.get(this.owner.node.root) ?? new Map<string, Claim>();
    claims.set(this.owner.node.root, folders);
    const manifest = JSON.stringify({ ...this.manifest(), backendId: undefined });
    const claim = folders.get(this.folder);
    if (!claim || claim.owner === this.owner) {
      folders.set(this.folder, { owner: this.owner, manifest });
      return [];
    }
    if (claim.manifest === manifest) return [];
    return [
      {
        path: 'client.outDir',
        message: `'${this.folder}' is written by ${claim.owner.node.path} too, from another declaration: give each its own folder`,
      },
    ];
  }

  private write(): void {
    if (process.env.PLINTH_NO_CLIENT === '1') return;
    const { generateClient } = require(assetPath('generator', 'index.js')) as {
      generateClient(manifest: Manifest): Record<string, string>;
    };
    for (const [name, text] of Object.entries(generateClient(this.manifest()))) {
      const path = join(this.folder, name);
      if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }
}

import { join, relative, resolve } from 'node:path';
import type { Manifest } from '../../lib/manifest/index.js';
import { Failure } from '../failure.js';
import type { Log } from '../log.js';
import type { ClientConfig } from '../read/config.js';
import { writeIfChanged } from '../write.js';

export interface ConfigFilesOptions {
  /** The folder of the CDK app. */
  readonly cwd: string;
  /** Where they lie. */
  readonly dir: string;
  /** A file that gets the one configuration too. */
  readonly asked?: string | undefined;
  readonly log: Log;
}

/** What clients of the deployed backends start with, in memory and as files. */
export class ConfigFiles {
  /** Empty before the first deployment. */
  current: readonly ClientConfig[] = [];

  constructor(private readonly options: ConfigFilesOptions) {}

  /** The file of a backend, the first unless its id is given. */
  path(backendId?: string): string {
    const others = this.current.slice(1).some((config) => config.backendId === backendId);
    return join(this.options.dir, others ? `config.${backendId}.json` : 'config.json');
  }

  /** Whether it is the file that was asked for, by its path from the app's folder. */
  isAsked(file: string): boolean {
    const { cwd, asked } = this.options;
    return asked !== undefined && resolve(cwd, file) === resolve(cwd, asked);
  }

  /** @throws Failure if a file is asked for, and it is not clear of which backend */
  requireOne(manifests: readonly Manifest[]): void {
    const { asked } = this.options;
    if (asked === undefined || manifests.length === 1) return;
    const names = manifests.map(({ backendId }) => backendId).join(', ');
    throw new Failure(
      `--config ${asked} is for the configuration of one backend, and there ${names === '' ? 'is none' : `are several: ${names}. Choose a stack with --stack`}.`,
    );
  }

  /** Writes them, and says of each where it answers, if that is new. */
  write(configs: readonly ClientConfig[]): void {
    const { cwd, asked, log } = this.options;
    const before = new Set(this.current.map((config) => JSON.stringify(config)));
    this.current = configs;
    for (const config of configs) {
      const { apiUrl = 'no API', backendId } = config;
      const files = [this.path(backendId), ...(asked === undefined ? [] : [resolve(cwd, asked)])];
      for (const file of files) writeIfChanged(file, `${JSON.stringify(config, null, 2)}\n`);
      if (!before.has(JSON.stringify(config)))
        log.detail(`${backendId}: ${apiUrl}  (${files.map((file) => relative(cwd, file)).join(', ')})`);
    }
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './cdk';

export interface PageServer {
  /** Where the page is. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves the page of the notebooks example, as `npm start` does, at a free port. */
export async function servePage(configFile: string): Promise<PageServer> {
  const child = spawn(process.execPath, [join(ROOT, 'examples/notebooks/web/serve.mjs'), configFile, '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [url] = await once(createInterface(child.stdout), 'line');
  return {
    url,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

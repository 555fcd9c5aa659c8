import { relative, sep } from 'node:path';
import { watch } from 'chokidar';

/** Folders whose files are made, not written: a change in them is no change of a declaration. */
const MADE = new Set(['node_modules', 'cdk.out', 'coverage', '__pycache__']);

/** Whoever sends our output to a file in this folder would wake us by it. */
const LOG = /\.log$/;

/** Saving several files at once, or one by way of a temporary file, is one change. */
const SETTLE_MS = 40;

export interface Watching {
  stop(): Promise<void>;
}

/** Calls `onChange` with the files that were saved, relative to the folder. Folders that are made, or begin with a dot, are left out. */
export async function watchSources(folder: string, onChange: (files: string[]) => void): Promise<Watching> {
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path) =>
      LOG.test(path) ||
      relative(folder, path)
        .split(sep)
        .some((part) => MADE.has(part) || (part.startsWith('.') && part !== '..')),
  });
  const saved = new Set<string>();
  let settling: NodeJS.Timeout | undefined;
  watcher.on('all', (_, path) => {
    saved.add(relative(folder, path));
    clearTimeout(settling);
    settling = setTimeout(() => {
      const files = [...saved];
      saved.clear();
      onChange(files);
    }, SETTLE_MS);
  });
  await new Promise<void>((resolve, reject) => watcher.once('ready', resolve).once('error', reject));
  return {
    async stop() {
      clearTimeout(settling);
      await watcher.close();
    },
  };
}

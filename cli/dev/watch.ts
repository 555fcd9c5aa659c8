import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { watch } from 'chokidar';

/** Folders whose files are made, or that no declaration is in. What begins with a dot is left out too. */
const FOLDERS = new Set(['node_modules', 'cdk.out', 'coverage', '__pycache__', 'test', 'tests', '__tests__', 'e2e']);

/**
 * Files that tell or test something, that hold data, that editors keep while one writes, that our other commands make, or whoever sends our
 * output to a file.
 */
const FILES =
  /\.(?:md|log|lock|tmp|temp|bak|orig|sw[a-z]|tsbuildinfo|csv|jsonl|ndjson|gz)$|\.(?:import|export)\.json(?:\.new)?$|^plinth\.deployed\.json$|\.(?:test|spec)\.\w+$|~$|^#.*#$|^sed\w{6}$|^4913$/;

/** Saving several files at once, or one by way of a temporary file, is one change. */
const SETTLE_MS = 40;

export interface Watching {
  stop(): Promise<void>;
}

/**
 * Calls `onChange` with the files that were saved, relative to the folder: those that a synthesis may depend on. Left out is what the lists
 * above name, and what `watch.exclude` of `cdk.json` does, as for `cdk watch`.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-watch.html
 */
export async function watchSources(folder: string, onChange: (files: string[]) => void): Promise<Watching> {
  const excluded = excludedBy(folder);
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path) => path !== folder && isIgnored(relative(folder, path), excluded),
  });
  const saved = new Set<string>();
  let settling: NodeJS.Timeout | undefined;
  watcher.on('all', (event, path) => {
    // A folder alone is no change: what is in it is told for itself.
    if (event === 'addDir' || event === 'unlinkDir') return;
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

function isIgnored(path: string, excluded: readonly RegExp[]): boolean {
  const parts = path.split(sep);
  const name = parts.at(-1) as string;
  if (parts.some((part) => FOLDERS.has(part) || (part.startsWith('.') && part !== '..')) || FILES.test(name)) return true;
  return excluded.some((pattern) => parts.some((_, at) => pattern.test(parts.slice(0, at + 1).join('/'))));
}

/** The patterns of `cdk.json`; one that cannot be read is the app's to tell of. */
function excludedBy(folder: string): RegExp[] {
  const path = join(folder, 'cdk.json');
  if (!existsSync(path)) return [];
  try {
    const { watch: { exclude = [] } = {} } = JSON.parse(readFileSync(path, 'utf8')) as { watch?: { exclude?: string | string[] } };
    return [exclude].flat().map(patternOf);
  } catch {
    return [];
  }
}

/** A path from the folder: `**` is any number of folders, `*` what is no slash. */
function patternOf(glob: string): RegExp {
  const parts = glob.split(/(\*\*\/?|\*|\?)/).map((part) => {
    if (part.startsWith('**')) return part.endsWith('/') ? '(?:.*/)?' : '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}

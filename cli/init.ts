import { basename, join, resolve } from 'node:path';
import { Command } from 'commander';
import type { Context } from './context.js';
import { packageSpec } from './init/package-spec.js';
import { requireEmptyFolder, writeTemplate } from './init/template.js';
import { packageName } from './init/names.js';

/** `plinth init`: a small app of one's own. It asks nothing and only writes files. */
export function initCommand(context: Context): Command {
  return new Command('init')
    .description('write a small app of your own into a new or empty folder')
    .argument('<folder>', 'folder of the app; its name becomes the name of package and stack')
    .option('--force', 'write into a folder that is not empty, over files of the same names')
    .action((folder: string, options: { readonly force?: boolean }) => init(context, folder, options.force ?? false));
}

function init({ cwd, packageDir, print }: Context, folder: string, force: boolean): void {
  const target = resolve(cwd, folder);
  const name = packageName(basename(target));
  if (!force) requireEmptyFolder(target);
  const template = join(packageDir, 'assets', 'cli', 'templates', 'app');
  const files = writeTemplate(template, target, { name, plinth: packageSpec(packageDir, target) });

  print(`${name} in ${folder}:`);
  for (const file of files) print(`  ${file}`);
  print(`
  cd ${folder}
  npm install
  npm run dev        the backend on this machine; saved declarations are deployed
  npm run call       in another terminal: signs in and makes a typed call
  npm test           deploys to an emulator of its own and drives the client
  npx cdk deploy     the same backend in your AWS account`);
}

import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { AssembledStack, AssetManifest } from '../read/assembly.js';
import type { Template } from './template.js';

/**
 * Copies a cloud assembly with another template in place of a stack's. The template is an asset of its stack under a name
 * made of its hash, and that name stands in the assembly's files: so another template needs another one.
 */
export function writeVariant(assembly: string, stack: AssembledStack, template: Template, target: string): void {
  rmSync(target, { recursive: true, force: true });
  cpSync(assembly, target, { recursive: true });
  const directory = join(target, relative(assembly, stack.directory));
  const text = JSON.stringify(template);
  writeFileSync(join(directory, stack.templateFile), text);
  if (stack.assetsFile === undefined) return;

  const { files = {} } = JSON.parse(readFileSync(join(directory, stack.assetsFile), 'utf8')) as AssetManifest;
  const [name] = Object.entries(files).find(([, { source }]) => source.path === stack.templateFile) ?? [];
  if (name === undefined) return;
  const renamed = createHash('sha256').update(text).digest('hex');
  for (const file of [stack.assetsFile, 'manifest.json']) {
    const path = join(directory, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(name, renamed));
  }
}

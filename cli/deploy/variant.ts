import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { AssembledStack, AssetManifest } from '../read/assembly.js';
import { type Template, withProperties } from './template.js';
import { deepestFirst, parentOf, type TemplateTree } from './tree.js';

/**
 * Copies a cloud assembly with other templates in place of a stack's.
 *
 * A template is an asset named by its hash, and that name stands in the files of the assembly, and for a nested one in the
 * template around it: so another template needs another name, and has it everywhere.
 */
export function writeVariant(assembly: string, stack: AssembledStack, tree: TemplateTree, target: string): void {
  rmSync(target, { recursive: true, force: true });
  cpSync(assembly, target, { recursive: true });
  const directory = join(target, relative(assembly, stack.directory));
  const assetsPath = join(directory, stack.assetsFile ?? '');
  const { files = {}, ...rest } = stack.assetsFile === undefined ? {} : (readJson(assetsPath) as AssetManifest);
  const [name, own] = Object.entries(files).find(([, { source }]) => source.path === stack.templateFile) ?? [];

  const templates = new Map(tree);
  const added: Record<string, unknown> = {};
  for (const [path] of deepestFirst(tree)) {
    const text = JSON.stringify(templates.get(path));
    const hash = createHash('sha256').update(text).digest('hex');
    const file = path === '' ? stack.templateFile : `${hash}.nested.template.json`;
    writeFileSync(join(directory, file), text);
    if (name === undefined || own === undefined) continue;

    // It is published where and as the stack's template is.
    added[hash] = { ...(JSON.parse(JSON.stringify(own).replaceAll(name, hash)) as object), source: { ...own.source, path: file } };
    const { parent, logicalId } = parentOf(path);
    if (path === '') rename(join(directory, 'manifest.json'), name, hash);
    else templates.set(parent, nesting(templates.get(parent) ?? {}, logicalId, hash));
  }
  if (name === undefined) return;
  const others = Object.fromEntries(Object.entries(files).filter(([hash]) => hash !== name));
  writeFileSync(assetsPath, JSON.stringify({ ...rest, files: { ...others, ...added } }));
}

/** A template in which a nested one is found under another hash. */
function nesting(template: Template, logicalId: string, hash: string): Template {
  const properties = template.Resources?.[logicalId]?.Properties ?? {};
  const url = JSON.parse(JSON.stringify(properties.TemplateURL).replace(/[0-9a-f]{64}/, hash)) as unknown;
  return withProperties(template, logicalId, { ...properties, TemplateURL: url });
}

function rename(path: string, name: string, by: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(name, by));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

import { type AssembledStack, readTemplate } from '../read/assembly.js';
import type { Deployed } from '../read/deployed.js';
import type { Resource, Template } from './template.js';

/** The template of a stack, by path `''`, and of the stacks nested in it, by the logical ids that lead there: `Inner`, `Inner/Deeper`. */
export type TemplateTree = ReadonlyMap<string, Template>;

const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** What a cloud assembly wants of a stack. CDK names the file of a nested template in its resource's metadata. */
export function assembledTree(stack: AssembledStack): TemplateTree {
  const tree = new Map<string, Template>();
  const visit = (path: string, file: string) => {
    const template = readTemplate(stack, file);
    tree.set(path, template);
    for (const [logicalId, { Metadata }] of nestedStacks(template)) {
      const nested = Metadata?.['aws:asset:path'];
      if (typeof nested === 'string') visit(child(path, logicalId), nested);
    }
  };
  visit('', stack.templateFile);
  return tree;
}

/** What is deployed of a stack; undefined if it is not. */
export async function deployedTree(deployed: Deployed, stackName: string): Promise<TemplateTree | undefined> {
  const tree = new Map<string, Template>();
  const visit = async (path: string, name: string | undefined) => {
    const template = name === undefined ? undefined : await deployed.template(name);
    if (template === undefined || name === undefined) return;
    tree.set(path, template);
    for (const [logicalId] of nestedStacks(template)) await visit(child(path, logicalId), await deployed.physicalId(name, logicalId));
  };
  await visit('', stackName);
  return tree.size > 0 ? tree : undefined;
}

/** All templates of a tree as one, whose resources are named by path: what holds for a template holds for a tree. */
export function joinTree(tree: TemplateTree): Template {
  const resources = [...tree].flatMap(([path, { Resources = {} }]) =>
    Object.entries(Resources).map(([logicalId, resource]) => [`${path}#${logicalId}`, resource] as const),
  );
  return { Resources: Object.fromEntries(resources), Tree: tree };
}

/** What AWS calls a resource of a deployed stack, by its name in the joined tree; undefined if there is none. */
export async function physicalIdAt(deployed: Deployed, stackName: string, joined: string): Promise<string | undefined> {
  const [path = '', logicalId = ''] = joined.split('#');
  let inside: string | undefined = stackName;
  for (const nested of path === '' ? [] : path.split('/')) inside = inside && (await deployed.physicalId(inside, nested));
  return inside && deployed.physicalId(inside, logicalId);
}

/** The tree that was joined, with the resources as they are now. */
export function splitTree(joined: Template): TemplateTree {
  const resources = Object.entries(joined.Resources ?? {});
  const own = (path: string) =>
    resources.flatMap(([id, resource]): [string, Resource][] => (id.startsWith(`${path}#`) ? [[id.slice(path.length + 1), resource]] : []));
  return new Map(
    [...(joined.Tree as TemplateTree)].map(([path, template]) => [path, { ...template, Resources: Object.fromEntries(own(path)) }]),
  );
}

/** Whether two joined trees say the same of all stacks. */
export function sameTree(a: Template, b: Template): boolean {
  const [one, other] = [a, b].map((joined) => JSON.stringify([...(joined.Tree as TemplateTree)]));
  return one === other;
}

/** Templates that nest others come after them. */
export function deepestFirst(tree: TemplateTree): [path: string, template: Template][] {
  const depth = (path: string) => (path === '' ? 0 : path.split('/').length);
  return [...tree].sort(([a], [b]) => depth(b) - depth(a));
}

/** The path of the template that nests this one, and the logical id by which it does. */
export function parentOf(path: string): { readonly parent: string; readonly logicalId: string } {
  const at = path.lastIndexOf('/');
  return { parent: path.slice(0, Math.max(at, 0)), logicalId: path.slice(at + 1) };
}

function nestedStacks(template: Template): [logicalId: string, resource: Resource][] {
  return Object.entries(template.Resources ?? {}).filter(([, { Type }]) => Type === NESTED_STACK);
}

const child = (path: string, logicalId: string) => (path === '' ? logicalId : `${path}/${logicalId}`);

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Context } from '../../cli/context';
import type { Template } from '../../cli/deploy/template';
import type { Log } from '../../cli/log';
import type { Deployed } from '../../cli/read/deployed';

/** A folder for one test, removed after it. */
export function temporaryFolder(): { readonly path: string; write(name: string, content: unknown): string } {
  let path = '';
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'plinth-cli-'));
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  return {
    get path() {
      return path;
    },
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      return file;
    },
  };
}

/** A log that keeps its lines. */
export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    step: (text) => lines.push(text),
    detail: (text) => lines.push(`  ${text}`),
    problem: (text) => lines.push(`✗ ${text}`),
    output: (name, text, failed) => lines.push(`${failed ? '✗ ' : '  '}${name} | ${text}`),
    restart: () => {},
  };
}

/** A context whose results and reports are kept. */
export function recordingContext(
  cwd: string,
  packageDir = join(__dirname, '../..'),
): Context & { readonly printed: string[]; readonly reported: string[] } {
  const printed: string[] = [];
  const reported: string[] = [];
  return { cwd, env: {}, packageDir, printed, reported, print: (line) => printed.push(line), report: (line) => reported.push(line) };
}

export const MANIFEST = {
  manifestVersion: 1,
  backendId: 'Shop',
  data: { models: { notes: { fields: { title: { type: 'string' } }, rules: [{ allow: 'owner' }], indexes: {} } } },
} as const;

export const HASH = 'a'.repeat(64);
const TEMPLATE_HASH = 'b'.repeat(64);

/** The files of a cloud assembly as `cdk synth` writes it: a stack with a backend, and the same one in a Stage. */
export function assemblyFiles(template: object = {}): Record<string, unknown> {
  const stack = (displayName: string, stackName?: string) => ({
    artifacts: {
      'Shop.assets': { type: 'cdk:asset-manifest', properties: { file: 'Shop.assets.json' } },
      Shop: {
        type: 'aws:cloudformation:stack',
        displayName,
        dependencies: ['Shop.assets'],
        properties: {
          templateFile: 'Shop.template.json',
          ...(stackName && { stackName }),
          stackTemplateAssetObjectUrl: `s3://assets-\${AWS::AccountId}/${TEMPLATE_HASH}.json`,
        },
      },
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    },
  });
  const files = {
    'Shop.template.json': {
      ...template,
      Outputs: { PlinthManifest: { Value: { 'Fn::Sub': `s3://assets-\${AWS::AccountId}/${HASH}.json` } } },
    },
    'Shop.assets.json': {
      files: {
        [HASH]: {
          source: { path: `asset.${HASH}/manifest.json`, packaging: 'file' },
          destinations: { here: { objectKey: `${HASH}.json` } },
        },
        [TEMPLATE_HASH]: {
          source: { path: 'Shop.template.json', packaging: 'file' },
          destinations: { here: { objectKey: `${TEMPLATE_HASH}.json` } },
        },
      },
    },
    [`asset.${HASH}/manifest.json`]: MANIFEST,
  };
  const root = stack('Shop');
  const inStage = Object.fromEntries(Object.entries(files).map(([name, content]) => [`assembly-Prod/${name}`, content]));
  return {
    ...files,
    'manifest.json': {
      artifacts: { ...root.artifacts, 'assembly-Prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } } },
    },
    ...inStage,
    'assembly-Prod/manifest.json': stack('Prod/Shop', 'Prod-Shop'),
  };
}

/** A deployed stack `Shop`, or none. */
export function deployedStack(outputs: Record<string, string> | undefined, template?: Template): Deployed {
  return {
    account: async () => '111122223333',
    outputs: async (name) => (name === 'Shop' ? outputs : undefined),
    template: async (name) => (name === 'Shop' ? template : undefined),
    status: async (name) => (name === 'Shop' && outputs ? 'UPDATE_COMPLETE' : undefined),
    physicalId: async () => undefined,
    table: async () => undefined,
    object: async () => JSON.stringify(MANIFEST),
  };
}

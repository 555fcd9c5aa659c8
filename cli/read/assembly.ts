import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../lib/manifest/index.js';
import type { Template } from '../deploy/template.js';
import { Failure } from '../failure.js';
import { readManifestText } from './manifest-text.js';

/** A stack of a cloud assembly: what `cdk synth` writes, `cdk.out` by default. */
export interface AssembledStack {
  /** The construct path of the stack in its app, by which CDK's commands select it. */
  readonly id: string;
  readonly stackName: string;
  /** Where it goes, if the app says so. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** Whether it stands in the app itself, not in a Stage. */
  readonly topLevel: boolean;
  /** The folder of the files below. */
  readonly directory: string;
  readonly templateFile: string;
  /** The file that lists the stack's assets, if it has any. */
  readonly assetsFile: string | undefined;
}

interface Artifact {
  readonly type: string;
  readonly displayName?: string;
  /** `aws://account/region`, with `unknown-account` and `unknown-region` where the app leaves them open. */
  readonly environment?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly file?: string;
    readonly directoryName?: string;
  };
}

/**
 * The stacks of a cloud assembly, those of its Stages included.
 *
 * @throws Failure if the folder holds none.
 */
export function readAssembly(directory: string): AssembledStack[] {
  if (!existsSync(join(directory, 'manifest.json'))) {
    throw new Failure(`${directory} is no cloud assembly (it has no manifest.json). Run \`npx cdk synth\` first, and name its cdk.out.`);
  }
  return stacksIn(directory, true);
}

function stacksIn(directory: string, topLevel: boolean): AssembledStack[] {
  const artifacts = Object.entries(
    (readJson(join(directory, 'manifest.json')) as { artifacts?: Record<string, Artifact> }).artifacts ?? {},
  );
  const byId = new Map(artifacts);
  return artifacts.flatMap(([id, { type, displayName, environment = '', dependencies = [], properties = {} }]) => {
    if (type === 'cdk:cloud-assembly' && properties.directoryName) return stacksIn(join(directory, properties.directoryName), false);
    if (type !== 'aws:cloudformation:stack' || !properties.templateFile) return [];
    const assets = dependencies.map((name) => byId.get(name)).find((artifact) => artifact?.type === 'cdk:asset-manifest');
    return [
      {
        id: displayName ?? id,
        stackName: properties.stackName ?? id,
        account: /^aws:\/\/(\d+)\//.exec(environment)?.[1],
        region: /^aws:\/\/[^/]+\/(?!unknown-region)(.+)$/.exec(environment)?.[1],
        topLevel,
        directory,
        templateFile: properties.templateFile,
        assetsFile: assets?.properties?.file,
      },
    ];
  });
}

/** A template of a stack: its own, or that of a stack nested in it. */
export function readTemplate(stack: AssembledStack, file = stack.templateFile): Template {
  return readJson(join(stack.directory, file)) as Template;
}

/** The manifests of the backends in a stack. */
export function assembledManifests(stack: AssembledStack): Manifest[] {
  const outputs = Object.entries(readTemplate(stack).Outputs ?? {}).filter(([name]) => name.startsWith('PlinthManifest'));
  if (outputs.length === 0) return [];
  const assets = stack.assetsFile === undefined ? {} : (readJson(join(stack.directory, stack.assetsFile)) as AssetManifest).files;
  return outputs.map(([name, { Value }]) => {
    // The output's value is `s3://bucket/key` with pseudo parameters in it; the key is the asset's hash.
    const hash = /[0-9a-f]{64}/.exec(JSON.stringify(Value))?.[0] ?? '';
    const path = assets?.[hash]?.source.path;
    if (path === undefined)
      throw new Failure(`The output ${name} of ${stack.stackName} names no asset of ${stack.directory}: synthesise again.`);
    return readManifestText(readFileSync(join(stack.directory, path), 'utf8'), name);
  });
}

/** What an asset manifest says of files, as far as it is read or written here. */
export interface AssetManifest {
  readonly files?: Readonly<Record<string, { readonly source: { readonly path?: string } }>>;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

import type { FunctionSpec, Manifest } from '../../lib/manifest/index.js';
import { declareFunction, functionMethod, nameFunction } from './functions.js';
import { declareModel, nameModel } from './models.js';
import { comment, Names, union } from './text.js';

/** Names that `index.d.ts` uses itself. */
const RESERVED = ['Backend', 'BackendClient', 'BackendConfig', 'BackendError', 'BackendStorage', 'ListOptions', 'ClientOptions'];

/** The types of a backend's client: `index.d.ts`. */
export function declareClient(manifest: Manifest, header: string): string {
  const names = new Names(RESERVED);
  const models = Object.entries(manifest.data?.models ?? {}).map(([name, spec]) => ({ name, spec, types: nameModel(names, name, spec) }));
  const functions = Object.entries(manifest.functions?.functions ?? {}).map(([name, spec]) => ({
    name,
    spec,
    types: nameFunction(names, name, spec),
  }));
  const spaces = Object.keys(manifest.files?.spaces ?? {});

  const client = [
    manifest.auth && 'readonly auth: Auth;',
    models.length > 0 &&
      section(
        'data',
        models.map(({ name, spec, types }) => `${comment('    ', spec.description)}    readonly ${name}: ${types.client};`),
      ),
    spaces.length > 0 &&
      section(
        'files',
        spaces.map((name) => `    readonly ${name}: FileSpace;`),
      ),
    functions.some(isCallable) &&
      section(
        'functions',
        functions.filter(isCallable).map(({ name, spec, types }) => `    ${functionMethod(name, spec, types)}`),
      ),
    manifest.push && declarePush(manifest.push),
  ];

  const backend = [
    ...nested(
      'data',
      models.map(({ name, types }) => {
        const queries = [...types.queries].map(([index, query]) => `${index}: ${query}`).join('; ');
        return `${name}: { item: ${types.item}; create: ${types.create}; update: ${types.update}; queries: {${queries && ` ${queries} `}}; list: ${types.list ?? 'never'} };`;
      }),
    ),
    ...nested(
      'functions',
      functions.map(({ name, types }) => `${name}: { input: ${types.checkedInput}; output: ${types.result} };`),
    ),
    `files: ${union(spaces) || 'never'};`,
    `topics: ${union(Object.keys(manifest.push?.topics ?? {})) || 'never'};`,
  ];

  return `${[
    `${header}\n${declareImports(manifest, functions)}`,
    ...models.map(({ name, spec, types }) => declareModel(name, spec, types)),
    ...functions.map(({ spec, types }) => declareFunction(spec, types)),
    `/** The calls of the backend. */\nexport interface BackendClient {\n${lines(client)}}`,
    `/** All types of the backend by name, for \`cdk-plinth/server\`. There is no such value. */\nexport interface Backend {\n${lines(backend)}}`,
    `/** A client of the backend that \`config\` names, as \`plinth config\` writes it. */
export declare function createClient(config: BackendConfig, options?: ClientOptions): BackendClient;`,
  ].join('\n\n')}\n`;
}

/** A function without rules is for triggers only. */
export function isCallable({ spec }: { spec: FunctionSpec }): boolean {
  return spec.rules !== undefined;
}

function declareImports(manifest: Manifest, functions: readonly { spec: FunctionSpec }[]): string {
  const { auth, data, files, push } = manifest;
  const hasModels = Object.keys(data?.models ?? {}).length > 0;
  const hasSpaces = Object.keys(files?.spaces ?? {}).length > 0;
  const from = (module: string, imported: string[], exported: string[] = imported) =>
    imported.length === 0
      ? []
      : [
          `import type { ${imported.join(', ')} } from './runtime/${module}.js';`,
          `export type { ${exported.join(', ')} } from './runtime/${module}.js';`,
        ];
  return [
    ...from(
      'core/config',
      ['BackendConfig', 'CallOptions', 'ClientOptions'],
      ['BackendConfig', 'CallOptions', 'Checks', 'ClientOptions', 'FieldProblem', 'TokenProvider'],
    ),
    ...(hasModels ? from('core/pages', ['Pages'], ['Page', 'Pages']) : []),
    ...(auth ? from('auth/index', ['Auth'], ['Auth', 'Credentials', 'Session', 'SignInResult', 'SignUpResult']) : []),
    ...(hasModels ? from('data/index', ['ListOptions', 'NumberRange', 'TextRange', 'WriteOptions']) : []),
    ...(hasSpaces ? from('files/index', ['FileSpace'], ['FileItem', 'FileName', 'FileSpace', 'FileUrl', 'Progress']) : []),
    ...(functions.some(isCallable) ? from('functions/index', ['FunctionOptions']) : []),
    ...(push ? from('push/index', ['Device']) : []),
    "export { BackendError, type ErrorCode } from './runtime/core/error.js';",
    ...(keepsThings(manifest) ? ["export { type BackendStorage, memoryStorage, webStorage } from './runtime/core/storage.js';"] : []),
  ].join('\n');
}

/** Whether the client keeps anything: a session, or a device's registration. */
export function keepsThings({ auth, push }: Manifest): boolean {
  return auth !== undefined || push !== undefined;
}

function declarePush({ platforms, topics }: NonNullable<Manifest['push']>): string {
  const topic = union(Object.keys(topics));
  return section('push', [
    '    /** Tells the backend how to reach this device, and keeps the registration in the storage. Again whenever the platform gives another token. */',
    `    register(device: { platform: ${union(platforms) || 'string'}; token: string }, options?: CallOptions): Promise<Device>;`,
    '    /** Before a sign-out, so that the device is not reached for a user who left it. */',
    '    unregister(options?: CallOptions): Promise<void>;',
    ...(topic
      ? [
          `    subscribe(topic: ${topic}, options?: CallOptions): Promise<void>;`,
          `    unsubscribe(topic: ${topic}, options?: CallOptions): Promise<void>;`,
        ]
      : []),
  ]);
}

function section(name: string, members: string[]): string {
  return `readonly ${name}: {\n${members.join('\n')}\n  };`;
}

function nested(name: string, members: string[]): string[] {
  return members.length === 0 ? [`${name}: {};`] : [`${name}: {`, ...members.map((member) => `  ${member}`), '};'];
}

function lines(members: readonly (string | false | undefined)[]): string {
  return members
    .filter((member) => member)
    .map((member) => `  ${member}\n`)
    .join('');
}

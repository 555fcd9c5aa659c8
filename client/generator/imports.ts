import type { Parts } from './parts.js';

interface RuntimeTypes {
  readonly module: string;
  readonly when: (parts: Parts) => boolean;
  /** What `index.d.ts` itself uses. */
  readonly used: readonly string[];
  /** What an application may want to name beside. */
  readonly offered: readonly string[];
}

/** The types of the runtime that a client's declarations bring along. */
const RUNTIME: readonly RuntimeTypes[] = [
  {
    module: 'core/config',
    when: () => true,
    used: ['BackendConfig', 'CallOptions', 'ClientOptions'],
    offered: ['Checks', 'FieldProblem', 'TokenProvider'],
  },
  { module: 'core/error', when: () => true, used: [], offered: ['ErrorCode'] },
  { module: 'core/storage', when: ({ keeps }) => keeps, used: [], offered: ['BackendStorage'] },
  { module: 'core/pages', when: ({ models, spaces }) => models.length + spaces.length > 0, used: [], offered: ['Page', 'Pages'] },
  {
    module: 'auth/index',
    when: ({ auth }) => auth !== undefined,
    used: ['Auth'],
    offered: ['CodeDelivery', 'Credentials', 'Session', 'SignUpResult'],
  },
  {
    module: 'data/index',
    when: ({ models }) => models.length > 0,
    used: ['AdminData', 'CallerData', 'ClientData', 'Item', 'OwnedItem'],
    offered: ['Action', 'Count', 'Outcome'],
  },
  {
    module: 'files/index',
    when: ({ spaces }) => spaces.length > 0,
    used: ['FileSpace'],
    offered: ['FileItem', 'FileListOptions', 'FileName', 'FileUrl', 'Progress', 'UploadOptions'],
  },
  { module: 'functions/index', when: ({ callable }) => callable.length > 0, used: ['FunctionOptions'], offered: [] },
  { module: 'push/index', when: ({ push }) => push !== undefined, used: ['Device'], offered: [] },
];

/** Names that no type made of a manifest may take. */
export const RESERVED: readonly string[] = [
  'Backend',
  'BackendClient',
  'BackendError',
  // of every model, by its name
  'Models',
  'Create',
  'Update',
  'Replace',
  'Upsert',
  'Filter',
  'Include',
  'Query',
  ...RUNTIME.flatMap(({ used, offered }) => [...used, ...offered]),
];

export function declareImports(parts: Parts): string {
  const needed = RUNTIME.filter(({ when }) => when(parts));
  return [
    ...needed
      .filter(({ used }) => used.length > 0)
      .map(({ module, used }) => `import type { ${used.join(', ')} } from './runtime/${module}.js';`),
    '',
    ...needed.map(({ module, used, offered }) => `export type { ${[...used, ...offered].join(', ')} } from './runtime/${module}.js';`),
    ...reexports(parts),
  ].join('\n');
}

/** The values that a client has beside `createClient`, in code and declarations alike. */
export function reexports({ keeps }: Parts): string[] {
  return [
    "export { BackendError } from './runtime/core/error.js';",
    ...(keeps ? ["export { memoryStorage, webStorage } from './runtime/core/storage.js';"] : []),
  ];
}

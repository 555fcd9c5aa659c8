import { admitsGuests, type Manifest, OPERATIONS, type RuleSpec } from '../../lib/manifest/index.js';
import { isCallable, keepsThings } from './declarations.js';
import { quote } from './text.js';

/** The code of a backend's client: `index.js`. It wires the runtime with the names of one manifest, and holds no logic of its own. */
export function writeClient(manifest: Manifest, hash: string, header: string): string {
  const models = Object.entries(manifest.data?.models ?? {});
  const spaces = Object.entries(manifest.files?.spaces ?? {});
  const functions = Object.entries(manifest.functions?.functions ?? {}).filter(([, spec]) => isCallable({ spec }));

  const imports = [
    manifest.auth && "import { createAuth } from './runtime/auth/index.js';",
    "import { createSend } from './runtime/core/request.js';",
    models.length > 0 && "import { createModel } from './runtime/data/index.js';",
    spaces.length > 0 && "import { createSpace } from './runtime/files/index.js';",
    functions.length > 0 && "import { createFunction } from './runtime/functions/index.js';",
    manifest.push && "import { createPush } from './runtime/push/index.js';",
  ];
  const reexports = [
    "export { BackendError } from './runtime/core/error.js';",
    keepsThings(manifest) && "export { memoryStorage, webStorage } from './runtime/core/storage.js';",
  ];
  const setup = [
    manifest.auth
      ? `const { auth, token } = createAuth(config, ${quote(manifest.auth.userName)}, options);`
      : 'const token = options.token ?? (() => undefined);',
    `const send = createSend(config, ${quote(hash)}, token, options);`,
    models.length > 0 && 'const model = (name, indexes, guest) => createModel(send, name, indexes, guest, options);',
    spaces.length > 0 && 'const space = (name, guest) => createSpace(send, name, guest, options);',
    functions.length > 0 && 'const callable = (name, guest) => createFunction(send, name, guest, options);',
  ];
  const members = [
    manifest.auth && 'auth,',
    ...group(
      'data',
      models.map(
        ([name, spec]) => `${name}: model(${quote(name)}, ${list(Object.keys(spec.indexes))}, ${list(guestOperations(spec.rules))}),`,
      ),
    ),
    ...group(
      'files',
      spaces.map(([name, spec]) => `${name}: space(${quote(name)}, ${list(guestOperations(spec.rules))}),`),
    ),
    ...group(
      'functions',
      functions.map(([name, spec]) => `${name}: callable(${quote(name)}, ${admitsGuests(spec.rules ?? [])}),`),
    ),
    manifest.push && 'push: createPush(send, config, options),',
  ];
  return `${header}
${lines('', imports)}
${lines('', reexports)}
export function createClient(config, options = {}) {
${lines('  ', setup)}  return {
${lines('    ', members)}  };
}
`;
}

function guestOperations(rules: readonly RuleSpec[]): string[] {
  return OPERATIONS.filter((operation) => admitsGuests(rules, operation));
}

function list(names: readonly string[]): string {
  return `[${names.map(quote).join(', ')}]`;
}

function group(name: string, members: readonly string[]): string[] {
  return members.length === 0 ? [] : [`${name}: {`, ...members.map((member) => `  ${member}`), '},'];
}

function lines(indent: string, members: readonly (string | false | undefined)[]): string {
  return members
    .filter((member) => member)
    .map((member) => `${indent}${member}\n`)
    .join('');
}

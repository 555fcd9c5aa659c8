import { admitsGuests, OPERATIONS, type Ruled, ruledModel } from '../../lib/manifest/index.js';
import { reexports } from './imports.js';
import type { Parts } from './parts.js';
import { block, quote } from './text.js';

/** The code of a backend's client: `index.js`. It wires the runtime with the names of one manifest, and holds no logic of its own. */
export function writeClient(parts: Parts, hash: string, header: string): string {
  const { auth, models, spaces, callable, push } = parts;
  const has = {
    auth: auth !== undefined,
    models: models.length > 0,
    spaces: spaces.length > 0,
    callable: callable.length > 0,
    push: push !== undefined,
  };

  const imports = [
    ...when(has.auth, "import { createAuth } from './runtime/auth/index.js';"),
    "import { createSend } from './runtime/core/request.js';",
    ...when(has.models, "import { createData } from './runtime/data/index.js';"),
    ...when(has.spaces, "import { createSpace } from './runtime/files/index.js';"),
    ...when(has.callable, "import { createFunction } from './runtime/functions/index.js';"),
    ...when(has.push, "import { createPush } from './runtime/push/index.js';"),
  ];
  const setup = [
    auth
      ? `const { auth, token } = createAuth(config, ${quote(auth.userName)}, options);`
      : 'const token = options.token ?? (() => undefined);',
    `const send = createSend(config, ${quote(hash)}, token, options);`,
    ...when(has.spaces, 'const space = (name, guest) => createSpace(send, name, guest, options);'),
    ...when(has.callable, 'const callable = (name, guest) => createFunction(send, name, guest, options);'),
  ];
  const data = { models: Object.fromEntries(models) };
  const client = [
    ...when(has.auth, 'auth,'),
    ...(has.models
      ? block(
          'data: createData(send, {',
          models.map(([name, spec]) => `${name}: [${list(Object.keys(spec.indexes))}, ${guestOperations(ruledModel(data, spec))}],`),
          '}, options),',
        )
      : []),
    ...section(
      'files',
      spaces.map(([name, spec]) => `${name}: space(${quote(name)}, ${guestOperations(spec)}),`),
    ),
    ...section(
      'functions',
      callable.map(([name, { rules = [] }]) => `${name}: callable(${quote(name)}, ${admitsGuests({ rules })}),`),
    ),
    ...when(has.push, 'push: createPush(send, config, options),'),
  ];
  const body = [...setup, ...block('return {', client, '};')];
  const lines = [
    header,
    ...imports,
    '',
    ...reexports(parts),
    '',
    ...block('export function createClient(config = {}, options = {}) {', body, '}'),
  ];
  return `${lines.join('\n')}\n`;
}

function when(condition: boolean, line: string): string[] {
  return condition ? [line] : [];
}

function section(name: string, members: readonly string[]): string[] {
  return members.length === 0 ? [] : block(`${name}: {`, members, '},');
}

function guestOperations(ruled: Ruled): string {
  return list(OPERATIONS.filter((operation) => admitsGuests(ruled, operation)));
}

function list(names: readonly string[]): string {
  return `[${names.map(quote).join(', ')}]`;
}

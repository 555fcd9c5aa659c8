import type { Fields } from '../../lib/manifest/index.js';
import type { Parts } from './parts.js';

/** The checks before sending, with the fields that they check: `checks.js`. */
export function writeChecks({ models, callable }: Parts, header: string): string {
  const fields = {
    models: Object.fromEntries(models.map(([name, spec]) => [name, plain(spec.fields)])),
    inputs: Object.fromEntries(callable.map(([name, { input }]) => [name, plain(input)])),
  };
  return `${header}
import { createChecks } from './runtime/checks/index.js';

export const checks = createChecks(${JSON.stringify(fields, undefined, 2)});
`;
}

export function declareChecks(header: string): string {
  return `${header}
import type { Checks } from './runtime/core/config.js';

/** The server's own checks of values: \`createClient(config, { checks })\` runs them before anything is sent. */
export declare const checks: Checks;
`;
}

/** Fields without what no check reads: their descriptions, and the rules that the server asks. */
function plain(fields: Fields): Fields {
  const isUnread = (key: string, value: unknown) =>
    (key === 'description' && typeof value === 'string') || (key === 'rules' && Array.isArray(value));
  return JSON.parse(JSON.stringify(fields, (key, value) => (isUnread(key, value) ? undefined : value)));
}

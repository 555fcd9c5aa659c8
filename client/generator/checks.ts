import type { Fields, Manifest } from '../../lib/manifest/index.js';

/** The checks before sending, with the fields that they check: `checks.js`. */
export function writeChecks(manifest: Manifest, header: string): string {
  const models = mapValues(manifest.data?.models ?? {}, ({ fields }) => plain(fields));
  const inputs = mapValues(manifest.functions?.functions ?? {}, ({ input }) => plain(input));
  return `${header}
import { createChecks } from './runtime/checks/index.js';

export const checks = createChecks(${JSON.stringify({ models, inputs }, undefined, 2)});
`;
}

export function declareChecks(header: string): string {
  return `${header}
import type { Checks } from './runtime/core/config.js';

/** The server's own checks of values: \`createClient(config, { checks })\` runs them before anything is sent. */
export declare const checks: Checks;
`;
}

/** Fields without their descriptions, which no check reads. */
function plain(fields: Fields): Fields {
  return JSON.parse(JSON.stringify(fields, (key, value) => (key === 'description' && typeof value === 'string' ? undefined : value)));
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

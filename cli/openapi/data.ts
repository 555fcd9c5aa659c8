import { type Manifest, type ModelSpec, ROUTE_OPERATIONS, ROUTES, ruledModel } from '../../lib/manifest/index.js';
import { describeReads } from './data-reads.js';
import { describeWrites } from './data-writes.js';
import { capitalize } from './document.js';
import { modelSchemas } from './model-schemas.js';
import { audienceOf, type Call, describeCall, type Described, routeOf } from './operation.js';
import { questionSchemas } from './question-schemas.js';

/** A call of a model's, without what its route says. */
export type ModelCall = Omit<Call, 'routeKey' | 'operationId'>;
export type ModelCalls = Readonly<Partial<Record<keyof typeof ROUTES.data, ModelCall>>>;

/** The operations on a model's items. */
export function describeModel(manifest: Manifest, name: string, model: ModelSpec): Described {
  const data = manifest.data ?? { models: {} };
  const ruled = ruledModel(data, model);
  const type = capitalize(name);
  const calls: ModelCalls = { ...describeWrites(data, name, ruled), ...describeReads(name, type, model) };
  return {
    operations: Object.entries(calls).flatMap(([operation, call]) => {
      const routeKey = routeOf(ROUTES.data[operation as keyof typeof ROUTES.data], 'model', name);
      const operationId = `data${type}${capitalize(operation)}`;
      const admitting = ROUTE_OPERATIONS.data[operation as keyof typeof ROUTES.data];
      return describeCall({ ...call, routeKey, operationId }, audienceOf(manifest, ruled, admitting));
    }),
    schemas: { ...modelSchemas(type, model), ...questionSchemas(data.models, type, model) },
  };
}

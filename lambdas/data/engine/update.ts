import { applyUpdate, needsCurrent, readUpdate } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import type { Model } from '../../shared/model/model.js';
import { requireValid } from '../../shared/problem.js';
import { intend, type PartOptions } from './writing/intent.js';
import { changed } from './writing/changed.js';
import type { DataContext } from './index.js';
import type { Writing } from './writing/plan.js';
import { written } from './writing/told.js';
import { unreadUpdate } from './writing/unread-update.js';

/** A JSON Merge Patch (RFC 7396) with operators beside it: null removes, objects are patches in turn. */
export function update(context: DataContext, access: Access, model: Model, id: string, input: unknown, options: PartOptions): Writing {
  const intent = intend(context, access, model, id, 'update', input, options);
  const { fields } = model.spec;
  const writer = { asAdmin: access.isAdmin };
  const { update, errors } = readUpdate(fields, input, writer);
  requireValid(errors);
  const touched = [...Object.keys(update.patch), ...update.operations.map(({ field }) => field)];
  return {
    intent,
    unread: () => (needsCurrent(fields, update, writer) ? undefined : unreadUpdate(intent, update, touched)),
    plan: (stored) => changed(intent, stored, touched, (item) => applyUpdate(fields, item, update, writer)),
    told: (item) => written(model, update.patch, item),
  };
}

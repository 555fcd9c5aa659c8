import { applyUpdate, needsCurrent, readUpdate } from '../../../lib/manifest/index.js';
import type { Access } from '../../shared/access.js';
import type { Model } from '../../shared/model/model.js';
import { requireValid } from '../../shared/problem.js';
import { intend, type PartOptions } from './writing/intent.js';
import { changed } from './writing/changed.js';
import type { DataContext } from './index.js';
import { fits } from './writing/fits.js';
import { mayOpen } from './writing/opening.js';
import type { Writing } from './writing/plan.js';
import { revealing } from './writing/revealing.js';
import { written } from './writing/told.js';
import { unreadUpdate } from './writing/unread-update.js';

/** A JSON Merge Patch (RFC 7396) with operators beside it: null removes, objects are patches in turn. */
export function update(context: DataContext, access: Access, model: Model, id: string, input: unknown, options: PartOptions): Writing {
  const intended = intend(context, access, model, id, 'update', input, options);
  const { fields } = model.spec;
  const writer = { asAdmin: access.isAdmin };
  const { update, errors } = readUpdate(fields, input, writer);
  requireValid(errors);
  const touched = [...Object.keys(update.patch), ...update.operations.map(({ field }) => field)];
  const compared = access.isAdmin ? [] : Object.keys(update.patch).filter((field) => fields[field]?.immutable);
  const bounded = update.operations.flatMap(({ op, field }) => (op === 'setIfAbsent' ? [] : [field]));
  const intent = revealing(intended, [...compared, ...bounded]);
  const needsItem = needsCurrent(fields, update, writer) || mayOpen(intent, touched);
  const unread = () => (needsItem ? undefined : unreadUpdate(intent, update, touched));
  return {
    intent,
    adds: update.operations.length > 0,
    unread,
    async plan(stored) {
      // When it comes again it begins with what DynamoDB knows by a token, unread: that one must see what is done here.
      const first = await unread();
      const surely = first?.remembered === 'token' && fits(first);
      return changed(intent, stored, touched, (item) => applyUpdate(fields, item, update, writer), surely);
    },
    told: (item) => written(model, update.patch, item),
  };
}

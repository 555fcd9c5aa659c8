import type { Context } from '../../shared/entry.js';
import { type Models, modelsOf } from '../../shared/model/model.js';

/** What the engine works with. */
export interface DataContext extends Pick<Context, 'dynamodb' | 'cursors' | 'deadline' | 'now'> {
  readonly models: Models;
}

export function dataContextOf({ dynamodb, cursors, deadline, now, manifest, binding }: Context): DataContext {
  return { dynamodb, cursors, deadline, now, models: modelsOf(manifest, binding) };
}

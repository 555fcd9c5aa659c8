import { asAdmin, type ChangeEvent } from 'cdk-plinth/server';
import type { Workshop } from './workshop';

/** Answers a change with a change of the same item. */
export async function handler(event: ChangeEvent<Workshop, 'echoes'>) {
  if (!event.newItem) return;
  await asAdmin<Workshop>(event).data.echoes.update(event.id, { count: event.newItem.count + 1 });
}

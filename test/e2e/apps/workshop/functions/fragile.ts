import { asAdmin, type ChangeEvent } from 'cdk-plinth/server';
import type { Workshop } from './workshop';

/** Fails at every task named "poison", and notes the others. */
export async function handler(event: ChangeEvent<Workshop, 'tasks'>) {
  const title = (event.newItem ?? event.oldItem)?.title;
  if (title === 'poison') throw new Error('It is poison.');
  await asAdmin<Workshop>(event).data.sightings.create({ subject: `fragile ${event.id}`, what: event.operation });
}

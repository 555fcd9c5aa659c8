import { asAdmin, asCaller, type CallEvent } from 'cdk-plinth/server';
import type { Workshop } from './workshop';

/** Reads what the caller may read, or what the function may. */
export async function handler(event: CallEvent<Workshop, 'readPart'>) {
  const { data } = event.input.as === 'caller' ? asCaller<Workshop>(event) : asAdmin<Workshop>(event);
  const { name } = await data.parts.get(event.input.part);
  return { name };
}

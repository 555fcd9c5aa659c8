import { asAdmin, type ScheduleEvent } from 'cdk-plinth/server';
import type { Backend } from '../client/index.js';

/** Runs every minute. */
export async function handler(event: ScheduleEvent<Backend>) {
  await asAdmin(event).data.ticks.create({ time: event.time });
}

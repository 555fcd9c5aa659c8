import { asAdmin, type ChangeEvent, type FileEvent, type ScheduleEvent } from 'cdk-plinth/server';
import type { Workshop } from './workshop';

type Event = ChangeEvent<Workshop, 'tasks'> | FileEvent<Workshop> | ScheduleEvent;

/** Notes whatever called it. */
export async function handler(event: Event) {
  await asAdmin<Workshop>(event).data.sightings.create({ ...seen(event), detail: event });
}

function seen(event: Event) {
  switch (event.type) {
    case 'change':
      return { subject: event.id, what: event.operation };
    case 'file':
      return { subject: event.file.name, what: 'stored' };
    case 'schedule':
      return { subject: 'clock', what: 'ticked' };
  }
}

import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { type Backend, Field, Rule, Trigger } from 'cdk-plinth';
import { entry } from './functions';

/** Functions that changes, files and time call, each of which notes what it saw. */
export function addTriggers({ functions, data, files }: Backend): void {
  const notes = data.addModel('sightings', {
    fields: { subject: Field.string({ required: true }), what: Field.string({ required: true }), detail: Field.json() },
    rules: [Rule.authenticated().read()],
    indexes: { bySubject: { partition: ['subject'], sort: ['createdAt'] } },
  });
  data.addModel('tasks', {
    fields: { title: Field.string({ required: true }), done: Field.boolean({ defaultValue: false }) },
    rules: [Rule.owner()],
  });
  const echoes = data.addModel('echoes', { fields: { count: Field.integer({ defaultValue: 0 }) }, rules: [Rule.owner()] });

  const note = functions.addFunction('note', {
    entry: entry('note'),
    triggers: [
      Trigger.change('tasks'),
      Trigger.file('papers'),
      // The shortest: what waits for it waits a minute.
      Trigger.schedule(Schedule.rate(Duration.minutes(1))),
    ],
  });
  notes.grantWrite(note.handler);

  // Fails at what is called "poison", and is tried again after six times its time-out.
  const fragile = functions.addFunction('fragile', {
    entry: entry('fragile'),
    triggers: [Trigger.change('tasks')],
    timeout: Duration.seconds(1),
  });
  notes.grantWrite(fragile.handler);

  // Each change calls it, and it makes a change.
  const echo = functions.addFunction('echo', { entry: entry('echo'), triggers: [Trigger.change(echoes)] });
  echoes.grantWrite(echo.handler);

  // Each file calls it, and it stores another.
  const mirrors = files.addSpace('mirrors', { rules: [Rule.owner()] });
  const mirror = functions.addFunction('mirror', { entry: entry('mirror'), triggers: [Trigger.file(mirrors)] });
  mirrors.grantWrite(mirror.handler);
}

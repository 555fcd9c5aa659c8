import {
  asAdmin,
  asCaller,
  type CallEvent,
  type ChangeEvent,
  type FileEvent,
  type Pages,
  type ScheduleEvent,
} from '../../../lambdas/server/index';
import type { Backend, NotesItem } from './backend';

/** Fails to compile unless both types are one. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_ extends true>() => undefined;

/** Never run: the compiler reads it. */
function compiles(
  call: CallEvent<Backend, 'summarize'>,
  change: ChangeEvent<Backend, 'notes'>,
  file: FileEvent<Backend>,
  time: ScheduleEvent,
) {
  holds<Same<typeof call.input, { note: string; most: number }>>();
  holds<Same<typeof change.newItem, NotesItem | undefined>>();
  holds<Same<typeof file.space, 'attachments' | 'pictures'>>();
  holds<Same<typeof time.time, string>>();
  holds<Same<typeof change.trail, readonly string[]>>();

  const { data, files } = asCaller<Backend>(call);
  const made = data.notes.create({ title: 'a' });
  holds<Same<Awaited<typeof made>, NotesItem>>();
  const pages = data.notes.newest({ owner: 'me', createdAt: { ge: 'x' }, order: 'desc' });
  holds<Same<typeof pages, Pages<NotesItem>>>();
  void data.notes.update('id', { text: null }, { ifVersion: 2 });
  void files.attachments.list({ prefix: 'a' });
  void asAdmin<Backend>(change).data.notes.create({ title: 'a' }, { owner: 'ann' });
  void asAdmin<Backend>(time).data.logs.create({ what: 'tick' });

  // @ts-expect-error a field is missing
  void data.notes.create({});
  // @ts-expect-error a caller cannot give what he makes to another
  void data.notes.create({ title: 'a' }, { owner: 'bob' });
  // @ts-expect-error there is no such model
  void data.nothing;
  // @ts-expect-error there is no such index
  void data.notes.oldest({});
  // @ts-expect-error there is nothing to list by
  void data.logs.list({});
  // @ts-expect-error there is no such space
  void files.videos;
  // @ts-expect-error a trigger has no caller
  void asCaller<Backend>(change);
}

test('the types of cdk-plinth/server follow the generated Backend', () => {
  expect(compiles).toBeInstanceOf(Function);
});

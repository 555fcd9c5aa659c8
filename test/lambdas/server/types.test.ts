import type { Pages } from '../../../client/core/pages';
import {
  asAdmin,
  asCaller,
  type CallEvent,
  type CallHandler,
  type ChangeEvent,
  type FileEvent,
  type ScheduleEvent,
  type TriggerEvent,
} from '../../../lambdas/server/index';
import type { Backend, LogsItem, NotesItem } from './backend';

/** Fails to compile unless both types are one. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_ extends true>() => undefined;

/** Never run: the compiler reads it. */
function events(
  call: CallEvent<Backend, 'summarize'>,
  open: CallEvent<Backend, 'greet'>,
  change: ChangeEvent<Backend, 'notes'>,
  file: FileEvent<Backend>,
  time: ScheduleEvent,
  any: TriggerEvent<Backend>,
  untyped: CallEvent,
) {
  holds<Same<typeof call.input, { note: string; most: number }>>();
  holds<Same<typeof change.newItem, NotesItem | undefined>>();
  holds<Same<typeof file.space, 'attachments' | 'pictures'>>();
  holds<Same<typeof time.time, string>>();
  holds<Same<typeof change.trail, readonly string[]>>();
  const input: Readonly<Record<string, unknown>> = untyped.input;

  // Who is signed in has an owner, and a guest has none.
  const owner: string = call.caller.owner;
  holds<Same<typeof open.caller.owner, string | undefined>>();

  // Of several models, `model` says which.
  if (any.type === 'change' && any.model === 'logs') holds<Same<typeof any.newItem, LogsItem | undefined>>();
  if (any.type === 'change' && any.model === 'notes') holds<Same<typeof any.oldItem, NotesItem | undefined>>();
  // @ts-expect-error there is no such model
  if (any.type === 'change' && any.model === 'nothing') return;
  return { input, owner };
}

/** Never run: the compiler reads it. */
function calls(
  call: CallEvent<Backend, 'summarize'>,
  change: ChangeEvent<Backend, 'notes'>,
  time: ScheduleEvent,
  any: TriggerEvent<Backend>,
) {
  // The event says of which backend it is; where it does not, its reader does.
  const { data, files } = asCaller(call);
  const made = data.notes.create({ title: 'a' });
  holds<Same<Awaited<typeof made>, NotesItem>>();
  const pages = data.notes.newest({ owner: 'me', createdAt: { ge: 'x' }, order: 'desc' });
  holds<Same<typeof pages, Pages<NotesItem>>>();
  void data.notes.update('id', { text: null }, { ifVersion: 2 });
  void files.attachments.list({ prefix: 'a' });
  void asAdmin(change).data.notes.create({ title: 'a' }, { owner: 'ann' });
  void asAdmin(any).push.toTopic('news', { title: 'a', body: 'b' });
  void asAdmin<Backend>(time).data.logs.create({ what: 'tick' });

  // @ts-expect-error a field is missing
  void data.notes.create({});
  // @ts-expect-error a caller cannot give what he makes to another
  void data.notes.create({ title: 'a' }, { owner: 'bob' });
  // @ts-expect-error what belongs to nobody is given to nobody
  void asAdmin(change).data.logs.create({ what: 'tick' }, { owner: 'ann' });
  // @ts-expect-error there is no such model
  void data.nothing;
  // @ts-expect-error there is no such index
  void data.notes.oldest({});
  // @ts-expect-error there is nothing to list by
  void data.logs.list({});
  // @ts-expect-error nobody ends what goes on in one process
  void data.notes.get('id', { signal: AbortSignal.abort() });
  // @ts-expect-error there is no such space
  void files.videos;
  // @ts-expect-error no rule says to whom a caller may send
  void asCaller(call).push;
  // @ts-expect-error there is no such topic
  void asAdmin(change).push.toTopic('olds', { title: 'a', body: 'b' });
  // @ts-expect-error a trigger has no caller
  void asCaller(change);
}

/** Never run: the compiler reads it. */
function handlers() {
  const right: CallHandler<Backend, 'summarize'> = async ({ input }) => ({ words: input.note.length });
  const atOnce: CallHandler<Backend, 'summarize'> = () => ({ words: 1 });
  // @ts-expect-error words are a number
  const wrong: CallHandler<Backend, 'summarize'> = async () => ({ words: 'many' });
  // @ts-expect-error there are words
  const nothing: CallHandler<Backend, 'summarize'> = async () => ({});
  // @ts-expect-error there is no such function
  const other: CallHandler<Backend, 'shorten'> = async () => ({});
  return [right, atOnce, wrong, nothing, other];
}

test('the types of cdk-plinth/server follow the generated Backend', () => {
  for (const compiles of [events, calls, handlers]) expect(compiles).toBeInstanceOf(Function);
});

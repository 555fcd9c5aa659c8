import type { Caller } from '../../lib/manifest/index.js';
import type * as events from '../shared/events.js';
import type { AnyBackend, Of } from './backend.js';

type InputOf<F> = F extends { readonly input: infer Input } ? Input : events.PlainItem;
type OutputOf<F> = F extends { readonly output: infer Output } ? Output : unknown;
type ItemOf<M> = M extends { readonly item: infer Item } ? Item : events.PlainItem;

/** What is declared of a function; nothing where none is named. */
type Declared<B extends AnyBackend, F extends keyof B['functions']> = [F] extends [never] ? unknown : B['functions'][F];

/** Who may call a function is signed in, unless its rules admit guests. */
type CallerOf<F> = F extends { readonly guest: true } ? Caller : F extends { readonly input: unknown } ? SignedIn : Caller;

interface SignedIn extends Caller {
  readonly owner: string;
}

/** A client's call of the function: `CallEvent<Backend, 'summarize'>`. */
export type CallEvent<B extends AnyBackend = AnyBackend, F extends keyof B['functions'] = keyof B['functions']> = events.CallEvent<
  InputOf<Declared<B, F>>
> & { readonly caller: CallerOf<Declared<B, F>> } & Of<B>;

/**
 * A function that clients call, held to its declared input and output:
 * `export const handler: CallHandler<Backend, 'summarize'> = async (event) => ({ … })`.
 */
export type CallHandler<B extends AnyBackend, F extends keyof B['functions']> = (
  event: CallEvent<B, F>,
) => OutputOf<B['functions'][F]> | Promise<OutputOf<B['functions'][F]>>;

/** A change of one item: `ChangeEvent<Backend, 'notes'>`; of several models one for each, told apart by `model`. */
export type ChangeEvent<B extends AnyBackend = AnyBackend, M extends keyof B['data'] = keyof B['data']> = ([keyof B['data']] extends [never]
  ? events.ChangeEvent
  : Change<B['data'], M>) &
  Of<B>;

type Change<Models, M extends keyof Models> = M extends keyof Models ? events.ChangeEvent<ItemOf<Models[M]>, M & string> : never;

/** A file that has been stored: `FileEvent<Backend>`. */
export type FileEvent<B extends AnyBackend = AnyBackend> = events.FileEvent<B['files']> & Of<B>;

/** A point in time of a schedule: `ScheduleEvent<Backend>`. */
export type ScheduleEvent<B extends AnyBackend = AnyBackend> = events.ScheduleEvent & Of<B>;

/** Whatever triggers a function, told apart by `type`, and a change by `model`. */
export type TriggerEvent<B extends AnyBackend = AnyBackend> = ChangeEvent<B> | FileEvent<B> | ScheduleEvent<B>;

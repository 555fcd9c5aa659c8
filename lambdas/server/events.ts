import type * as events from '../shared/events.js';
import type { AnyBackend, AnyModel } from './backend.js';

export type { ScheduleEvent } from '../shared/events.js';

type InputOf<F> = F extends { readonly input: infer Input } ? Input : events.PlainItem;
type ItemOf<M> = M extends AnyModel ? M['item'] : events.PlainItem;

/** A client's call of the function: `CallEvent<Backend, 'summarize'>`. */
export type CallEvent<B extends AnyBackend = AnyBackend, F extends keyof B['functions'] = keyof B['functions']> = events.CallEvent<
  InputOf<B['functions'][F]>
>;

/** A change of one item: `ChangeEvent<Backend, 'notes'>`. */
export type ChangeEvent<B extends AnyBackend = AnyBackend, M extends keyof B['data'] = keyof B['data']> = events.ChangeEvent<
  ItemOf<B['data'][M]>,
  M & string
>;

/** A file that has been stored: `FileEvent<Backend>`. */
export type FileEvent<B extends AnyBackend = AnyBackend> = events.FileEvent<B['files']>;

export type TriggerEvent<B extends AnyBackend = AnyBackend> = ChangeEvent<B> | FileEvent<B> | events.ScheduleEvent;

/** What a generated `Backend` type is like: `import type { Backend } from '../client'`. */
export interface AnyBackend {
  /** What each model is. */
  readonly data: object;
  /** The calls of data with the rights of whoever called. */
  readonly asCaller: object;
  /** The calls of data with every right. */
  readonly asAdmin: object;
  readonly functions: object;
  /** The names of the file spaces. */
  readonly files: string;
  /** The names of the topics. */
  readonly topics: string;
}

declare const BACKEND: unique symbol;

/** Carries the type of the backend, from an event to `asCaller(event)` and `asAdmin(event)`. There is no such value. */
export interface Of<B extends AnyBackend> {
  readonly [BACKEND]?: B;
}

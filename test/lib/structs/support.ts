import type { Fault } from '../../../lib/manifest';
import type { Kind } from '../../../lib/structs';

/** What a kind makes of a value that stands at the path `at`. */
export function readAs<T>(kind: Kind<T>, given: unknown): { value: T | undefined; faults: Fault[] } {
  const faults: Fault[] = [];
  return { value: kind.read(given, 'at', faults), faults };
}

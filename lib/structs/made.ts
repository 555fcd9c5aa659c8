import type { Fault } from '../manifest';
import { type Kind, wrongKind } from './kind';

/** What a class of ours has made. It may have found faults itself, whose paths begin where it stands. */
interface Made {
  readonly _faults?: readonly Fault[];
}

/** A class of ours, whose constructor may be its own affair. */
interface Maker<T> {
  readonly name: string;
  readonly prototype: T;
}

/** Made by a class of ours, as the example shows. What it has found wrong itself is told where it stands. */
export function made<T>(by: Maker<T>, example: string, standIn?: T): Kind<T> {
  const description = { words: `${/^[AEIOU]/.test(by.name) ? 'an' : 'a'} ${by.name}`, example, standIn };
  return {
    ...description,
    read(value, path, faults) {
      if (isMadeBy(value, by)) {
        faults.push(...((value as Made)._faults ?? []).map((fault) => ({ ...fault, path: within(path, fault.path) })));
        return value;
      }
      const twice = (value as object | undefined)?.constructor?.name === by.name;
      faults.push(
        twice
          ? { path, message: 'is of another copy of cdk-plinth; see which there are with npm ls cdk-plinth, and keep one' }
          : wrongKind(description, value, path),
      );
      return undefined;
    },
  };
}

function isMadeBy<T>(value: unknown, by: Maker<T>): value is T {
  return typeof value === 'object' && value !== null && Object.prototype.isPrototypeOf.call(by.prototype, value);
}

/** A path that begins at another: `title` and `min` are `title.min`, `tags` and `[0]` are `tags[0]`. */
function within(path: string, rest: string): string {
  return rest === '' || rest.startsWith('[') ? path + rest : `${path}.${rest}`;
}

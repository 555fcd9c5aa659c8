import { type CallEvent, Problem } from 'cdk-plinth/server';

/** Every way to answer and not to. */
export async function handler({ input }: CallEvent) {
  switch ((input as { how: string }).how) {
    case 'answer':
      return { done: true };
    case 'throw':
      throw new Error('secret of the house');
    case 'wrong':
      return { done: 'secret of the house', more: 1 };
    case 'refuse':
      throw new Problem('conflict', 'Somebody else is at it.');
    default:
      return new Promise(() => setTimeout(() => undefined, 60_000));
  }
}

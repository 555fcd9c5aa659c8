import type { CallEvent } from 'cdk-plinth/server';

export async function handler({ input }: CallEvent) {
  const { name, times } = input as { name: string; times: number };
  return { greeting: `Hello ${name}! `.repeat(times).trim() };
}

import type { TriggerEvent } from 'cdk-plinth/server';

export async function handler(event: TriggerEvent): Promise<void> {
  console.log(`tidied after a ${event.type}`);
}

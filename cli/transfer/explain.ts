import { Failure, messageOf } from '../failure.js';
import { isOfCredentials } from '../read/deployed.js';

const GOES_ON = 'What was done is kept: the same command goes on from there.';

/** Runs a transfer; what ends it is told with what to do. */
export async function explained<T>(transfer: () => Promise<T>): Promise<T> {
  try {
    return await transfer();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${why(error)} ${GOES_ON}`);
  }
}

/** By its name, since the engine is loaded: its classes are others. */
function why(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  const message = messageOf(error);
  if (isOfCredentials(name)) return `AWS no longer accepts these credentials (${message}). Sign in again (\`aws sso login\`).`;
  if (/Throttling|ThroughputExceeded|RequestLimit/.test(name)) {
    return `DynamoDB takes no more for the moment (${message}). A table on demand grows within half an hour of load: try later, or with less at once.`;
  }
  if (name === 'AccessDeniedException') return `AWS refuses it: ${message}.`;
  if (name === 'NetworkingError' || name === 'TimeoutError') return `DynamoDB does not answer (${message}).`;
  return `It could not go on: ${message}.`;
}

import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Listens for a moment on a port (0: any that is free) and returns it. */
function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}

/** A port of 127.0.0.1 on which nobody listens. */
export function freePort(): Promise<number> {
  return tryPort(0);
}

/** The first of the next ports that is free, which one remembers better than any other. */
async function freePortAfter(port: number): Promise<number> {
  for (let next = port + 1; next <= Math.min(port + 20, 65_535); next++) {
    if ((await tryPort(next).catch(() => undefined)) === next) return next;
  }
  return freePort();
}

/**
 * Refuses a port that cannot be listened on.
 *
 * @throws Error that says who has it, as far as can be told, and what to do.
 */
export async function requireFreePort(port: number): Promise<void> {
  try {
    await tryPort(port);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EADDRINUSE') {
      throw new Error(`Port ${port} cannot be used (${code}). Choose another with --port.`, { cause: error });
    }
    // While this process loads what it needs, an answer waits longer than it is waited for: so twice.
    const owner =
      (await isEmulator(port)) || (await isEmulator(port))
        ? 'an emulator answers there, as another `plinth dev` starts it (of this app or another). End that one with Ctrl-C'
        : 'some other program listens there. End it';
    throw new Error(`Port ${port} is taken: ${owner}, or start beside it: plinth dev --port ${await freePortAfter(port)}`, {
      cause: error,
    });
  }
}

const ANSWER_TIMEOUT_MS = 3_000;

/** Whether an emulator answers on a port; false after three seconds without an answer. */
export async function isEmulator(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${LOOPBACK}:${port}/_ministack/health`, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

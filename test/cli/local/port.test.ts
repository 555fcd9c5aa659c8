import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort, isEmulator, requireFreePort } from '../../../cli/local/port.js';

/** A server on 127.0.0.1 that answers every request with `status`. */
async function answering(status: number, use: (port: number) => Promise<void>): Promise<void> {
  const server: Server = createServer((_request, response) => response.writeHead(status).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test('a free port is free', async () => {
  const port = await freePort();
  expect(port).toBeGreaterThan(1024);
  await expect(requireFreePort(port)).resolves.toBeUndefined();
  expect(await isEmulator(port)).toBe(false);
});

test('a port that an emulator has: ask for the other plinth dev, or another port', () =>
  answering(200, async (port) => {
    await expect(requireFreePort(port)).rejects.toThrow(
      `Port ${port} is taken: an emulator answers there, as another \`plinth dev\` starts it (of this app or another). End that one with Ctrl-C, or start beside it: plinth dev --port `,
    );
  }));

test('a port that something else has', () =>
  answering(404, async (port) => {
    await expect(requireFreePort(port)).rejects.toThrow(`Port ${port} is taken: some other program listens there. End it, or start`);
  }));

test('what is free is named, and is no port that one has', () =>
  answering(404, async (port) => {
    const message = await requireFreePort(port).catch(({ message }: Error) => message);
    const other = Number(/--port (\d+)$/.exec(message as string)?.[1]);
    expect(other).not.toBe(port);
    await expect(requireFreePort(other)).resolves.toBeUndefined();
  }));

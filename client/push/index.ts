import type { BackendConfig, CallOptions, ClientOptions } from '../core/config.js';
import { BackendError } from '../core/error.js';
import type { Send } from '../core/request.js';
import { webStorage } from '../core/storage.js';

/** A device that the backend can reach. */
export interface Device {
  id: string;
  platform: string;
}

/** This device's registration, which lasts in the client's storage. */
export function createPush(send: Send, config: BackendConfig, options: ClientOptions = {}): any {
  const storage = options.storage ?? webStorage();
  const key = `plinth.${config.backendId ?? config.apiUrl}.device`;

  async function deviceId(): Promise<string> {
    const id = await storage.getItem(key);
    if (!id) {
      throw new BackendError('not-registered', 'Register this device first');
    }
    return id;
  }

  const topics =
    (method: string) =>
    async (topic: string, { signal }: CallOptions = {}): Promise<void> =>
      send({ method, path: ['push', 'devices', await deviceId(), 'topics', topic], signal });

  return {
    async register(device: { platform: string; token: string }, { signal }: CallOptions = {}): Promise<Device> {
      const registered = await send({ method: 'POST', path: ['push', 'devices'], body: device, signal });
      await storage.setItem(key, registered.id);
      return registered;
    },
    async unregister({ signal }: CallOptions = {}): Promise<void> {
      const id = await storage.getItem(key);
      if (id) {
        await send({ method: 'DELETE', path: ['push', 'devices', id], signal });
        await storage.removeItem(key);
      }
    },
    subscribe: topics('PUT'),
    unsubscribe: topics('DELETE'),
  };
}

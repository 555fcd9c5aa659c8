/**
 * Where a client keeps what must last: the part of the Web Storage API that it needs, with or without promises.
 * `localStorage`, `sessionStorage` and React Native's `AsyncStorage` are such storages as they are.
 */
export interface BackendStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}

/** Lasts as long as the page or process. */
export function memoryStorage(): BackendStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
  };
}

/** The browser's `localStorage`, which lasts over a reload and is shared by tabs; memory where there is none, or it is blocked. */
export function webStorage(): BackendStorage {
  try {
    // Only a browser's: Node's own `localStorage` wants a file, and would share one session among a server's requests.
    return (globalThis as { window?: Window }).window?.localStorage ?? memoryStorage();
  } catch {
    return memoryStorage();
  }
}

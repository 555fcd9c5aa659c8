import type { Store } from '../../../lambdas/files/engine/store';

const lastModified = '2026-03-04T05:06:07.000Z';

/** A bucket in memory. Its forms and URLs say what they are for. */
export function memoryStore(keys: readonly string[] = []) {
  const objects = new Map(keys.map((key) => [key, { size: key.length, contentType: 'text/plain' }]));
  const calls: string[] = [];
  const store: Store = {
    async head(key) {
      calls.push(`head ${key}`);
      const object = objects.get(key);
      return object && { ...object, lastModified, metadata: {} };
    },
    async list({ prefix, after = '', limit }) {
      calls.push(`list ${prefix}`);
      const found = [...objects].filter(([key]) => key.startsWith(prefix) && key > after).sort(([a], [b]) => (a < b ? -1 : 1));
      return { objects: found.slice(0, limit).map(([key, { size }]) => ({ key, size, lastModified })), more: found.length > limit };
    },
    async delete(key) {
      calls.push(`delete ${key}`);
      objects.delete(key);
    },
    presignPost: ({ key, size, contentType }) => ({
      url: 'https://bucket/',
      fields: { key, size: String(size), 'Content-Type': contentType },
    }),
    presignGet: ({ key, fileName }) => `https://bucket/${key}?as=${fileName}`,
  };
  return { store, objects, calls };
}

import { sourcesOf } from '../../../lambdas/dispatcher/sources';
import { manifestWith } from './records';

const change = (model: string, ...operations: ('create' | 'update' | 'delete')[]) => ({ on: 'change', model, operations }) as const;

describe('sourcesOf', () => {
  it('finds models by their tables: named by the backend, literally, or by the binding', () => {
    const manifest = manifestWith({ audit: [change('notes', 'create'), change('orders', 'create'), change('imported', 'create')] });
    const sources = sourcesOf({
      manifest,
      binding: { queues: { audit: 'q' }, deadLetters: { audit: 'd' }, tables: { imported: 'legacy-table' } },
    });
    expect([...sources].map(([table, { model }]) => [table, model.name])).toEqual([
      ['shop.notes', 'notes'],
      ['restored-orders', 'orders'],
      ['legacy-table', 'imported'],
    ]);
  });

  it('makes one target of two triggers of one function', () => {
    const manifest = manifestWith({
      audit: [change('notes', 'create'), { on: 'file', space: 'pictures' }, change('notes', 'delete')],
      index: [change('notes', 'update')],
    });
    expect(
      sourcesOf({ manifest, binding: { queues: { audit: 'q', index: 'r' }, deadLetters: { audit: 'd', index: 'e' } } }).get('shop.notes')
        ?.targets,
    ).toEqual([
      { function: 'audit', queueUrl: 'q', deadLetterUrl: 'd', operations: new Set(['create', 'delete']) },
      { function: 'index', queueUrl: 'r', deadLetterUrl: 'e', operations: new Set(['update']) },
    ]);
  });

  it('has none for a model that triggers nothing', () => expect(sourcesOf({ manifest: manifestWith({}), binding: {} }).size).toBe(0));

  it('refuses a binding without the queues', () => {
    for (const binding of [{}, { queues: { audit: 'q' } }]) {
      const manifest = manifestWith({ audit: [change('notes', 'create')] });
      expect(() => sourcesOf({ manifest, binding })).toThrow('no queues for the function audit');
    }
  });
});

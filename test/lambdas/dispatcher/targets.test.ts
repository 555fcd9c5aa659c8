import { targetsOf } from '../../../lambdas/dispatcher/targets';
import { manifestWith } from './records';

const change = (model: string, ...operations: ('create' | 'update' | 'delete')[]) => ({ on: 'change', model, operations }) as const;

describe('targetsOf', () => {
  it('finds models by their tables: named by the backend, literally, or by the binding', () => {
    const manifest = manifestWith({ audit: [change('notes', 'create'), change('orders', 'create'), change('imported', 'create')] });
    const targets = targetsOf(manifest, { queues: { audit: 'q' }, tables: { imported: 'legacy-table' } });
    expect(['shop.notes', 'restored-orders', 'legacy-table', 'shop.other', 'shop.orders'].map(targets.modelOf)).toEqual([
      'notes',
      'orders',
      'imported',
      undefined,
      undefined,
    ]);
  });

  it('makes one target of two triggers of one function', () => {
    const manifest = manifestWith({
      audit: [change('notes', 'create'), { on: 'file', space: 'pictures' }, change('notes', 'delete')],
      other: [],
    });
    expect(targetsOf(manifest, { queues: { audit: 'q' } }).of('notes')).toEqual([
      { function: 'audit', queueUrl: 'q', operations: new Set(['create', 'delete']) },
    ]);
  });

  it('has none for a model that triggers nothing', () => expect(targetsOf(manifestWith({}), {}).of('notes')).toEqual([]));

  it('refuses a binding without the queue', () => {
    expect(() => targetsOf(manifestWith({ audit: [change('notes', 'create')] }), {})).toThrow('no queue for the function audit');
  });
});

import type { Fields } from '../../../../lib/manifest';

/** A model with something for every operator. */
export const FIELDS: Fields = {
  title: { type: 'string', required: true },
  count: { type: 'integer', min: 0, max: 10 },
  total: { type: 'integer' },
  weight: { type: 'number' },
  tags: { type: 'list', items: { type: 'string', maxLength: 3 }, maxItems: 3 },
  labels: { type: 'stringSet', maxItems: 3 },
  needed: { type: 'stringSet', required: true },
  address: {
    type: 'object',
    fields: { city: { type: 'string', required: true }, scores: { type: 'map', items: { type: 'integer' }, maxItems: 2 } },
  },
  scores: { type: 'map', items: { type: 'integer' }, minItems: 1, maxItems: 2 },
  free: { type: 'map', items: { type: 'json' } },
  slug: { type: 'string', immutable: true },
  state: { type: 'string', readOnly: true },
};

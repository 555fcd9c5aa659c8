import { Condition, type Data, Field, Relation, Rule } from 'cdk-plinth';

/** Every kind of field, rule and index. */
export function addModels(data: Data): void {
  // Every kind of field, each with its limits.
  data.addModel('parts', {
    fields: {
      name: Field.string({ required: true, minLength: 1, maxLength: 40 }),
      code: Field.string({ pattern: '[A-Z]{2}-\\d{3}' }),
      count: Field.integer({ min: 0, max: 1000, defaultValue: 1 }),
      weight: Field.number({ min: 0 }),
      made: Field.datetime(),
      day: Field.date(),
      kind: Field.choice(['bolt', 'nut', 'gear'], { defaultValue: 'bolt' }),
      extra: Field.json(),
      machine: Field.id(),
      tags: Field.list(Field.string({ maxLength: 10 }), { maxItems: 3 }),
      size: Field.object({ width: Field.number({ required: true }), height: Field.number() }),
      spare: Field.boolean(),
    },
    rules: [Rule.owner()],
    indexes: {
      newest: { partition: ['owner'], sort: ['createdAt'] },
      byKind: { partition: ['owner', 'kind'], sort: ['count', 'name'] },
      bySpare: { partition: ['spare'], sort: ['made'] },
    },
    relations: { repairs: Relation.hasMany('repairs') },
  });

  // What belongs to another's item.
  data.addModel('repairs', {
    fields: { note: Field.string() },
    rules: [Rule.owner()],
    relations: { part: Relation.belongsTo('parts') },
  });

  // Groups, conditions, and rules on named operations.
  data.addModel('articles', {
    fields: {
      title: Field.string({ required: true }),
      published: Field.boolean({ defaultValue: false }),
      reviewed: Field.boolean({ defaultValue: false }),
      section: Field.choice(['news', 'tools'], { defaultValue: 'news' }),
    },
    rules: [
      Rule.group('editors'),
      Rule.allOf(Rule.group('readers'), Rule.authenticated()).read().when(Condition.isTrue('reviewed')),
      Rule.guest().read().when(Condition.isTrue('published')),
    ],
    indexes: { bySection: { partition: ['section'], sort: ['createdAt'] } },
  });

  // What anyone who has signed in may read, and its owner change; listed by a scan.
  data.addModel('notices', {
    fields: { text: Field.string({ required: true, maxLength: 350_000 }) },
    rules: [Rule.owner(), Rule.authenticated().read()],
    allowScan: true,
  });

  // A box that guests may drop into, and only editors may open.
  data.addModel('suggestions', {
    fields: { text: Field.string({ required: true }) },
    rules: [Rule.guest().create(), Rule.group('editors').read()],
    allowScan: true,
  });
}

import { join } from 'node:path';
import { type Backend, Field, OnDelete, Relation, Rule, Trigger } from 'cdk-plinth';

/** Notebooks, and what becomes of all that belongs to them. */
export function addNotebooks({ data, functions }: Backend): void {
  const rules = [Rule.owner()];
  const notebooks = data.addModel('notebooks', {
    fields: { title: Field.string(), endsAt: Field.datetime({ ttl: true }) },
    relations: { notes: Relation.hasMany('notes'), pins: Relation.hasMany('pins') },
    rules,
  });
  const notes = data.addModel('notes', {
    fields: { title: Field.string(), slug: Field.string({ unique: true }) },
    relations: {
      notebook: Relation.belongsTo(notebooks, { required: true, onDelete: OnDelete.CASCADE }),
      comments: Relation.hasMany('comments'),
      tags: Relation.manyToMany('tags'),
    },
    rules,
  });
  data.addModel('comments', {
    fields: { text: Field.string() },
    relations: { note: Relation.belongsTo(notes, { required: true, onDelete: OnDelete.CASCADE }) },
    rules,
  });
  data.addModel('pins', {
    fields: { at: Field.integer() },
    relations: { notebook: Relation.belongsTo(notebooks, { onDelete: OnDelete.SET_NULL }) },
    rules,
    indexes: { mine: { partition: ['owner'], sort: ['createdAt'] } },
  });
  data.addModel('tags', { fields: { name: Field.string({ required: true }) }, relations: { notes: Relation.manyToMany('notes') }, rules });
  const customers = data.addModel('customers', { fields: { name: Field.string() }, rules });
  data.addModel('invoices', {
    fields: { total: Field.number() },
    relations: { customer: Relation.belongsTo(customers, { required: true, onDelete: OnDelete.RESTRICT }) },
    rules,
  });

  const farewells = data.addModel('farewells', {
    fields: { note: Field.id({ required: true }) },
    rules: [Rule.authenticated().read()],
    indexes: { byNote: { partition: ['note'], sort: ['createdAt'] } },
  });
  const farewell = functions.addFunction('farewell', {
    entry: join(__dirname, 'functions/farewell.ts'),
    triggers: [Trigger.change(notes)],
  });
  farewells.grantWrite(farewell.handler);
}

// One stack whose declaration changes, for test/e2e/cli/deploy.test.ts: CHANGE says which it is.
import { App, Stack } from 'aws-cdk-lib';
import { Backend, Environment, Field, type IndexOptions, Rule } from 'cdk-plinth';

const newest = { partition: ['owner'], sort: ['createdAt'] };
const byTitle = { partition: ['owner'], sort: ['title'] };
const byKind = { partition: ['owner', 'kind'], sort: ['createdAt'] };
const byStars = { partition: ['owner'], sort: ['stars'] };
const byDone = { partition: ['owner', 'done'] };

/** The indexes of notes, by change. */
const INDEXES: Record<string, Record<string, IndexOptions>> = {
  first: { newest, byTitle },
  // Two are made, and one is dropped.
  indexes: { newest, byKind, byStars },
  filled: { newest, byKind, byStars, byDone },
};
const change = process.env.CHANGE ?? 'first';

const stack = new Stack(new App(), 'Changes');
const backend = new Backend(stack, 'Backend', {
  client: { outDir: `client/${change}` },
  environment: Environment.production({ corsOrigins: [] }),
  auth: { acceptMailLimit: true },
});
// What comes after it keeps what it has brought.
const filled = change !== 'first' && change !== 'indexes';
const fields = {
  title: Field.string({ required: true }),
  stars: Field.integer(),
  kind: Field.choice(['plain', 'rich'], filled ? { defaultValue: 'plain' } : {}),
  code: Field.string(filled ? { unique: true } : {}),
  done: Field.boolean(),
};
const notes = backend.data.addModel(change === 'renamed' ? 'articles' : 'notes', {
  fields,
  rules: [Rule.owner()],
  indexes: INDEXES[change] ?? INDEXES.filled,
  ...(change === 'otherTable' && { tableName: 'elsewhere' }),
});
if (change !== 'removed' && change !== 'renamed') {
  backend.data.addModel('drafts', { fields: { text: Field.string() }, rules: [Rule.owner()] });
}
const latest = backend.functions.addFunction('latest', {
  entry: 'functions/latest.ts',
  output: { title: Field.string() },
  rules: [Rule.authenticated()],
});
notes.grantRead(latest.handler);

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { clientVariables } from '../../cli/local/environment';
import { emptyFolder, Plinth } from './cli/program';
import { type AnyClient, type Deployment, deployment, eventually, guest, type Person, signedUp } from './deployment';

/** As many as take several turns. */
const CHILDREN = 2_000;

let to: Deployment;
let ada: Person;
let data: AnyClient;
/** Of the last answer: the client tells nobody whether there is something left to do. */
let status: number;

beforeAll(async () => {
  to = deployment('archive');
  ada = await signedUp(to, 'ada');
  const api = await guest(to, {
    async fetch(...sent: Parameters<typeof fetch>) {
      const answer = await fetch(...sent);
      status = answer.status;
      return answer;
    },
  });
  await api.auth.signIn(ada);
  data = api.data;
});

const isGone = async (calls: AnyClient, id: string) =>
  calls.get(id).then(
    () => undefined,
    (error: { code: string }) => (error.code === 'not-found' ? true : Promise.reject(error)),
  );
const gone = (calls: AnyClient, id: string, seconds?: number) =>
  eventually(() => isGone(calls, id), { seconds, what: `that ${id} is gone` });
const statusOfDelete = async (calls: AnyClient, id: string) => {
  await calls.delete(id);
  return status;
};
const conflict = { code: 'conflict' };

test('what is deleted is gone at once, and what belonged to it, at every level, a moment later', async () => {
  const { id: notebookId } = await data.notebooks.create({ title: 'Travels' });
  const notes = await Promise.all(
    ['rome', 'oslo'].map((slug) => data.notes.create({ notebookId, title: slug, slug: `${ada.id}-${slug}` })),
  );
  const comments = await Promise.all(notes.map(({ id: noteId }) => data.comments.create({ noteId, text: 'Yes' })));
  const tag = await data.tags.create({ name: 'far' });
  const link = await data.notesTags.create({ notesId: notes[0].id, tagsId: tag.id });
  const pin = await data.pins.create({ notebookId, at: 7 });
  const other = await data.pins.create({ at: 8 });
  expect((await data.tags.get(tag.id, { include: { notes: true } })).notes.items).toHaveLength(1);

  expect(await statusOfDelete(data.notebooks, notebookId)).toBe(202);
  expect(await isGone(data.notebooks, notebookId)).toBe(true);
  // Nothing new comes to it while the rest goes on.
  await expect(data.notes.create({ notebookId, title: 'late' })).rejects.toMatchObject({ code: 'validation-failed' });
  await expect(data.notebooks.create({ id: notebookId, title: 'Travels' })).rejects.toMatchObject(conflict);

  for (const { id } of notes) await gone(data.notes, id);
  for (const { id } of comments) await gone(data.comments, id);
  await gone(data.notesTags, link.id);
  expect((await data.tags.get(tag.id, { include: { notes: true } })).notes.items).toEqual([]);
  const unpinned = await eventually(async () => {
    const now = await data.pins.get(pin.id);
    return now.notebookId === undefined ? now : undefined;
  });
  expect(unpinned).toMatchObject({ at: 7, version: pin.version + 1 });
  expect(await data.pins.get(other.id)).toEqual(other);

  // Their unique values are free again.
  const again = await data.notebooks.create({ title: 'Travels' });
  await data.notes.create({ notebookId: again.id, slug: `${ada.id}-rome` });
  await expect(data.notes.create({ notebookId: again.id, slug: `${ada.id}-rome` })).rejects.toMatchObject(conflict);

  // Each of the notes that went called the function that changes of notes trigger, once.
  for (const { id } of notes) {
    const farewells = async () => (await data.farewells.byNote({ note: id })).items;
    await eventually(async () => ((await farewells()).length > 0 ? true : undefined));
    await delay(500);
    expect(await farewells()).toHaveLength(1);
  }
});

test(`${CHILDREN} children, too, and then the id is free again`, async () => {
  const notebook = await data.notebooks.create({ title: 'Full' });
  const note = await data.notes.create({ notebookId: notebook.id });
  const folder = emptyFolder(`${process.pid}-children`);
  const rows = Array.from({ length: CHILDREN }, (_, i) => `${JSON.stringify({ noteId: note.id, text: `comment ${i}`, owner: ada.id })}\n`);
  writeFileSync(join(folder, 'comments.jsonl'), rows.join(''));
  const plinth = new Plinth(folder, ['import', 'comments', 'comments.jsonl', '--stack', to.stack], clientVariables({}, to.endpoint));
  expect([await plinth.ended(), plinth.output]).toEqual([0, expect.stringContaining(`${CHILDREN} written`)]);
  const count = async () => (await data.comments.count({ index: 'byNote', noteId: note.id })).count;
  expect(await count()).toBe(CHILDREN);

  expect(await statusOfDelete(data.notebooks, notebook.id)).toBe(202);
  expect(await isGone(data.notebooks, notebook.id)).toBe(true);
  await eventually(async () => ((await count()) === 0 ? true : undefined), { seconds: 100, what: 'that all children are gone' });
  const again: any = await eventually(
    () =>
      data.notebooks
        .create({ id: notebook.id, title: 'Anew' })
        .catch((error: { code: string }) => (error.code === 'conflict' ? undefined : Promise.reject(error))),
    { seconds: 60, what: 'the id' },
  );
  expect(again.version).toBe(notebook.version + 2);
});

test('what others belong to that restrict it stays, until they are gone', async () => {
  const customer = await data.customers.create({ name: 'Bob' });
  const invoice = await data.invoices.create({ customerId: customer.id, total: 9.5 });
  await expect(data.customers.delete(customer.id)).rejects.toMatchObject({ code: 'in-use' });
  expect(await data.customers.get(customer.id)).toEqual(customer);
  await data.invoices.delete(invoice.id);
  // Nothing is left to do: there is no background.
  expect(await statusOfDelete(data.customers, customer.id)).toBe(204);
  await expect(data.invoices.create({ customerId: customer.id })).rejects.toMatchObject({ code: 'validation-failed' });
});

test('a child that is moved away before its turn stays', async () => {
  const [from, home] = await Promise.all(['from', 'home'].map((title) => data.notebooks.create({ title })));
  const note = await data.notes.create({ notebookId: from.id, title: 'mover' });
  await data.notes.update(note.id, { notebookId: home.id });
  await data.notebooks.delete(from.id);
  await delay(5_000);
  expect(await data.notes.get(note.id)).toMatchObject({ notebookId: home.id, title: 'mover' });
});

test('what has an end is gone from then on, at once for who reads', async () => {
  const endsAt = new Date(Date.now() + 3_000).toISOString();
  const brief = await data.notebooks.create({ title: 'Brief', endsAt });
  expect(await data.notebooks.get(brief.id)).toMatchObject({ endsAt });
  await delay(Date.parse(endsAt) + 1_000 - Date.now());
  expect(await isGone(data.notebooks, brief.id)).toBe(true);
  await expect(data.notebooks.update(brief.id, { title: 'late' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(data.notes.create({ notebookId: brief.id })).rejects.toMatchObject({ code: 'validation-failed' });
  // Who takes its id does not take what belonged to it: that goes first.
  const anew = () => data.notebooks.create({ id: brief.id, title: 'Anew' }).catch((error: { code: string }) => error.code);
  expect(await anew()).toBe('conflict');
  const made = await eventually(async () => {
    const outcome = await anew();
    return outcome === 'conflict' ? undefined : outcome;
  });
  expect(made.version).toBeGreaterThan(brief.version);
});

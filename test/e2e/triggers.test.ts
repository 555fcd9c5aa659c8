import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Deployment, deployment, eventually, type Person, physicalId, sdkOf, signedUp } from './deployment';

let to: Deployment;
let ada: Person;
/** Begun first, seen last: its function is tried five times, six seconds apart. */
let poison: string;

interface Sighting {
  readonly what: string;
  readonly detail?: any;
}

/** What the functions noted of a subject, in order, once there is as much of it. */
async function sightings(subject: string, count = 1, seconds = 30): Promise<Sighting[]> {
  return eventually(
    async () => {
      const { items } = await ada.api.data.sightings.bySubject({ subject, limit: 100 });
      return items.length >= count ? items : undefined;
    },
    { seconds, what: `${count} sightings of ${subject}` },
  );
}

/** What lies in a dead-letter queue, once something does. */
async function deadLetter(queue: RegExp): Promise<unknown> {
  const sqs = new SQSClient(sdkOf(to.endpoint));
  const QueueUrl = await physicalId(to, 'AWS::SQS::Queue', queue);
  const { Body } = await eventually(
    async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }))).Messages?.[0],
    { seconds: 100, what: 'the dead letter' },
  );
  return JSON.parse(Body!);
}

beforeAll(async () => {
  to = deployment('workshop');
  ada = await signedUp(to, 'ada');
  poison = (await ada.api.data.tasks.create({ title: 'poison' })).id;
});

describe('a change', () => {
  test('comes with the old and the new item, in order for one item', async () => {
    const created = await ada.api.data.tasks.create({ title: 'Sweep' });
    const updated = await ada.api.data.tasks.update(created.id, { done: true });
    const again = await ada.api.data.tasks.update(created.id, { title: 'Sweep well' });
    await ada.api.data.tasks.delete(created.id);
    const seen = await sightings(created.id, 4);
    expect(seen.map(({ what }) => what)).toEqual(['create', 'update', 'update', 'delete']);
    const details = seen.map(({ detail }) => detail);
    expect(details).toMatchObject([
      { newItem: created, trail: ['note'] },
      { oldItem: created, newItem: updated },
      { oldItem: updated, newItem: again },
      { oldItem: again },
    ]);
    expect(details[0]).not.toHaveProperty('oldItem');
    expect(details[3]).not.toHaveProperty('newItem');
    expect(JSON.stringify(details)).not.toContain('"_');
    expect(new Set(details.map(({ eventId }) => eventId)).size).toBe(4);
  });

  test('that was refused comes not at all', async () => {
    const { id } = await ada.api.data.tasks.create({ title: 'Once' });
    await expect(ada.api.data.tasks.create({ id, title: 'Twice' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(ada.api.data.tasks.update(id, { done: true }, { ifVersion: 9 })).rejects.toMatchObject({ code: 'version-mismatch' });
    await sightings(id);
    await delay(1_000);
    expect(await sightings(id)).toHaveLength(1);
  });

  test('that a trigger makes of itself is stopped, and kept', async () => {
    const { id } = await ada.api.data.echoes.create({});
    const stopped = await eventually(async () => {
      const echo = await ada.api.data.echoes.get(id);
      return echo.count === 5 ? echo : undefined;
    });
    await delay(1_500);
    expect(await ada.api.data.echoes.get(id)).toEqual(stopped);
    const kept = await deadLetter(/echo.*Changes.*DeadLetters/);
    expect(kept).toMatchObject({ type: 'change', id, newItem: { count: 5 }, trail: Array(6).fill('echo') });
    // A person's change begins anew.
    await ada.api.data.echoes.update(id, { count: 10 });
    await eventually(async () => ((await ada.api.data.echoes.get(id)).count === 15 ? true : undefined));
  });
});

test('a stored file calls its function, one of another space does not', async () => {
  const name = `seen/${Date.now()} ü+.txt`;
  const text = new Blob(['some text'], { type: 'text/plain' });
  await ada.api.files.posters.upload(text, { name });
  await ada.api.files.papers.upload(text, { name });
  const [seen, ...more] = await sightings(name);
  expect(seen).toMatchObject({
    what: 'stored',
    detail: {
      type: 'file',
      eventId: expect.stringMatching(/./),
      space: 'papers',
      file: {
        owner: ada.id,
        name,
        size: 9,
        contentType: 'text/plain',
        etag: expect.stringMatching(/^[0-9a-f]{32}$/),
        sequencer: expect.stringMatching(/^[0-9A-F]+$/),
      },
      trail: ['note'],
    },
  });
  expect(more).toEqual([]);
});

test('a function that feeds itself by files is stopped', async () => {
  const name = `${Date.now()}.txt`;
  await ada.api.files.mirrors.upload(new Blob(['once']), { name });
  const stored = async () => (await ada.api.files.mirrors.list({ prefix: name })).items.map((file: { name: string }) => file.name);
  const five = await eventually(async () => {
    const names = await stored();
    return names.length === 6 ? names : undefined;
  });
  expect(five).toEqual([0, 1, 2, 3, 4, 5].map((times) => name + '+'.repeat(times)));
  await delay(3_000);
  expect(await stored()).toEqual(five);
});

describe('a function that fails', () => {
  test('does not hold up other items, and what it failed at ends in its dead-letter queue', async () => {
    const sound = await ada.api.data.tasks.create({ title: 'Water' });
    // The other function that the poisoned change triggers has it.
    await sightings(poison);
    await sightings(`fragile ${sound.id}`);

    const kept = await deadLetter(/fragile.*Changes.*DeadLetters/);
    expect(kept).toMatchObject({ type: 'change', operation: 'create', id: poison, newItem: { title: 'poison' } });
    expect((await ada.api.data.sightings.bySubject({ subject: `fragile ${poison}` })).items).toEqual([]);
  });
});

test('a schedule calls its function, with the time that it was planned for', async () => {
  const [first] = await sightings('clock', 1, 90);
  expect(first).toMatchObject({
    what: 'ticked',
    detail: { type: 'schedule', expression: 'rate(1 minute)', trail: ['note'], time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
  });
});

import { randomUUID } from 'node:crypto';
import type { AdminData, CallerData, Item } from '../../../../client/data';
import { asAdmin, type CallEvent, type ChangeEvent } from 'cdk-plinth/server';

interface LogItem extends Item {
  subject: string;
  text?: string;
  code?: string;
}

interface Models {
  log: { item: LogItem; indexes: { bySubject: ['subject', 'createdAt'] }; scan: true };
  things: { item: Item };
}

/** The part of the backend that it works with. An application has this type generated. */
interface Grants {
  readonly data: Models;
  readonly asCaller: CallerData<Models>;
  readonly asAdmin: AdminData<Models>;
  readonly functions: { readonly clerk: { readonly input: { readonly task: string; readonly subject: string } } };
  readonly files: 'papers';
  readonly topics: 'news';
}

const OWNER = 'clerk';

/** Does what it is told; called by a change of a thing, it notes the change. */
export async function handler(event: CallEvent<Grants, 'clerk'> | ChangeEvent<Grants, 'things'>) {
  const { data, files, push } = asAdmin<Grants>(event);
  if ('type' in event) {
    await data.log.create({ subject: event.id, text: event.operation });
    return {};
  }
  const { task, subject } = event.input;
  const tasks: Record<string, () => Promise<unknown>> = {
    create: async () => (await data.log.create({ subject, code: randomUUID() })).id,
    get: () => data.log.get(subject),
    getMany: () => data.log.batchGet([subject]),
    update: () => data.log.update(subject, { text: 'changed' }),
    delete: () => data.log.delete(subject),
    check: () => data.transact((to) => [to.log.create({ subject }), to.log.check(subject)]),
    list: () => data.log.bySubject({ subject, limit: 100 }),
    page: () => data.log.bySubject({ subject, limit: 1 }),
    scan: () => data.log.list({ limit: 100 }),
    upload: () => files.papers.upload(new Blob(['text']), { name: subject, owner: OWNER }),
    download: () => files.papers.download({ name: subject, owner: OWNER }),
    listFiles: () => files.papers.list({ owner: OWNER }),
    deleteFile: () => files.papers.delete({ name: subject, owner: OWNER }),
    toUser: () => push.toUser(subject, { title: 'Hello' }),
    toTopic: () => push.toTopic('news', { title: 'Hello' }),
  };
  const answer = await tasks[task]!();
  return { answer: typeof answer === 'string' ? answer : JSON.stringify(answer) };
}

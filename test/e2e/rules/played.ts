import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AdminAddUserToGroupCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { marshall } from '@aws-sdk/util-dynamodb';
import { tableName } from '../../../lib/manifest';
import { CALLERS, type CallerName, FIELDS, type Named, type Row, type Section } from '../../rules/table/section';
import { type Deployment, PASSWORD, sdkOf, signedUp } from '../deployment';

interface Answer {
  readonly status: number;
  /** Of a list: whether the item is in it. */
  readonly listed: boolean;
}

/** The people of the table, signed in to a deployed backend, and its items, stored there. */
export class Played {
  static async of(to: Deployment): Promise<Played> {
    const cognito = new CognitoIdentityProviderClient(sdkOf(to.endpoint));
    const people = new Map<string, { id: string; token?: string }>([['guest', { id: 'guest' }]]);
    for (const [name, { groups }] of Object.entries(CALLERS).filter(([each]) => each !== 'guest')) {
      const { api, email, id } = await signedUp(to, name);
      for (const GroupName of groups) {
        await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: to.config.userPoolId, Username: email, GroupName }));
      }
      // Only a new token says which groups one is in.
      await api.auth.signIn({ email, password: PASSWORD });
      people.set(name, { id, token: (await api.auth.session()).accessToken });
    }
    return new Played(to, people);
  }

  /** Nobody can create another's item, since it would be his own, nor one of fields that are not declared. */
  static canAsk({ items, rules }: Section, { operation, caller, item: name }: Row): boolean {
    const { owner, $related: _, ...values } = items[name] ?? {};
    if (operation !== 'create') return true;
    const isOwn = owner === caller || !JSON.stringify(rules).includes('"owner"');
    return isOwn && Object.keys(values).every((field) => field in FIELDS);
  }

  private readonly dynamodb: DynamoDBClient;
  /** What each list of a model holds, by caller. */
  private readonly lists = new Map<string, Promise<{ status: number; ids: ReadonlySet<string> }>>();

  private constructor(
    private readonly to: Deployment,
    private readonly people: ReadonlyMap<string, { readonly id: string; readonly token?: string }>,
  ) {
    this.dynamodb = new DynamoDBClient(sdkOf(to.endpoint));
  }

  /** Stores an item for each row, past all rules, and the notebooks that they are in. */
  async store(model: string, { items }: Section, rows: readonly Row[]): Promise<void> {
    const stored = rows
      .filter(({ operation }) => operation !== 'create')
      .map((row) => [model, { ...this.fields(items[row.item] as Named), ...inNotebook(model, row, items), id: idOf(row) }] as const);
    const notebooks = rows.flatMap((row) => {
      const notebook = items[row.item]?.$related?.['notebook'];
      return notebook ? [['notebooks', { ...this.fields(notebook.item), id: notebookOf(model, row) }] as const] : [];
    });
    const unique = [...new Map([...notebooks, ...stored].map((each) => [`${each[0]} ${each[1].id}`, each])).values()];
    const at = new Date().toISOString();
    for (let i = 0; i < unique.length; i += 25) {
      const RequestItems: Record<string, object[]> = {};
      for (const [name, item] of unique.slice(i, i + 25)) {
        const Item = marshall({ ...item, version: 1, createdAt: at, updatedAt: at }, { removeUndefinedValues: true });
        (RequestItems[tableName(this.to.config.backendId, name)] ??= []).push({ PutRequest: { Item } });
      }
      await this.dynamodb.send(new BatchWriteItemCommand({ RequestItems } as never));
    }
  }

  async ask(model: string, { items }: Section, row: Row): Promise<Answer> {
    const { operation, caller } = row;
    const item = `/data/${model}/${idOf(row)}`;
    switch (operation) {
      case 'create': {
        const { owner: _, id: __, ...values } = { ...this.fields(items[row.item] as Named), ...inNotebook(model, row, items) } as Named;
        const json = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value instanceof Set ? [...value] : value]));
        return this.send(caller, 'POST', `/data/${model}`, json);
      }
      case 'list': {
        const { status, ids } = await this.list(model, caller);
        return { status, listed: ids.has(idOf(row)) };
      }
      case 'get':
        return this.send(caller, 'GET', item);
      case 'update':
        // As it was: only the version changes, so that the item is after as before.
        return this.send(caller, 'PATCH', item, { memo: 'changed' });
      default:
        return this.send(caller, 'DELETE', item);
    }
  }

  /** All pages of a model's list, once a caller. */
  private list(model: string, caller: CallerName): Promise<{ status: number; ids: ReadonlySet<string> }> {
    const key = `${model} ${caller}`;
    let list = this.lists.get(key);
    if (list === undefined) {
      list = this.readAll(model, caller);
      this.lists.set(key, list);
    }
    return list;
  }

  private async readAll(model: string, caller: CallerName): Promise<{ status: number; ids: ReadonlySet<string> }> {
    const ids = new Set<string>();
    for (let cursor = ''; ; ) {
      const answer = await this.send(caller, 'GET', `/data/${model}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      for (const { id } of answer.body.items ?? []) ids.add(id);
      cursor = answer.body.cursor ?? '';
      if (cursor === '') return { status: answer.status, ids };
    }
  }

  private async send(caller: CallerName, method: string, path: string, body?: object) {
    const token = this.people.get(caller)?.token;
    const answer = await fetch(`${this.to.config.apiUrl}${token === undefined ? '/guest' : ''}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, listed: false, body: text === '' ? {} : JSON.parse(text) };
  }

  /** An item with the ids of the people that it names. */
  private fields({ $related: _, ...item }: Named): Record<string, unknown> {
    return this.named(item) as Record<string, unknown>;
  }

  private named(value: unknown): unknown {
    if (typeof value === 'string') {
      const [, name = '', rest = ''] = /^(\w+)(-\d)?$/.exec(value) ?? [];
      const person = this.people.get(name);
      return person === undefined ? value : person.id + rest;
    }
    if (value instanceof Set) return new Set([...value].map((each) => this.named(each)));
    if (Array.isArray(value)) return value.map((each) => this.named(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.named(each)]));
  }
}

/** Names the notebook that was stored for the row, or one that is not there. */
function inNotebook(model: string, row: Row, items: Section['items']): object {
  const { $related: related, notebookId } = items[row.item] ?? {};
  if (notebookId === undefined) return {};
  return { notebookId: related?.['notebook'] ? notebookOf(model, row) : 'gone' };
}

/** A row's own item. */
const idOf = ({ caller, operation, item }: Row) => `${caller}-${operation}-${slug(item)}`;
const notebookOf = (model: string, { item }: Row) => `${model}-${slug(item)}`;
const slug = (name: string) => name.replace(/[^\w]+/g, '-');

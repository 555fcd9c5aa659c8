import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AdminAddUserToGroupCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { marshall } from '@aws-sdk/util-dynamodb';
import { tableName } from '../../../lib/manifest';
import { CALLERS, type CallerName, FIELDS, type Named, type Row, type Section } from '../../rules/table/section';
import { type Deployment, PASSWORD, sdkOf, signedUp } from '../deployment';

interface Answer {
  readonly status: number;
  readonly body: any;
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

  /**
   * Nobody can create another's item, since it would be his own, nor one of fields that are not declared, nor, whatever the rules of the model
   * say, one in a notebook that he may not get.
   */
  static canAsk({ items, rules }: Section, { operation, caller, item: name }: Row): boolean {
    const { owner, $related, ...values } = items[name] ?? {};
    if (operation !== 'create') return true;
    const isOwn = owner === caller || !JSON.stringify(rules).includes('"owner"');
    const inOthers = JSON.stringify(rules).includes('"owner"') && ($related?.notebook?.item.owner ?? caller) !== caller;
    return isOwn && !inOthers && Object.keys(values).every((field) => field in FIELDS);
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

  /** Stores items past all rules, and the notebooks that they are in. */
  async store(model: string, items: readonly (readonly [id: string, item: Named])[]): Promise<void> {
    const stored = items.flatMap(([id, item]) => {
      const notebook = notebookOf(model, item);
      const own = [model, { ...this.fields(model, item), id }] as const;
      return notebook ? [['notebooks', { ...this.fields('notebooks', notebook.item), id: notebook.id }] as const, own] : [own];
    });
    const unique = [...new Map(stored.map((each) => [`${each[0]} ${each[1].id}`, each])).values()];
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
    const path = `/data/${model}/${idOf(row)}`;
    switch (operation) {
      case 'create':
        return this.send(caller, 'POST', `/data/${model}`, this.json(model, items[row.item] as Named));
      case 'list': {
        const { status, ids } = await this.list(model, caller);
        return { status, body: {}, listed: ids.has(idOf(row)) };
      }
      case 'get':
        return this.send(caller, 'GET', path);
      case 'update':
        // The item is after as before, as far as rules look at it.
        return this.send(caller, 'PATCH', path, { memo: 'changed' });
      default:
        return this.send(caller, 'DELETE', path);
    }
  }

  /** What a client would send for an item: without what the server sets. */
  json(model: string, item: Named): Record<string, unknown> {
    const { owner: _, id: __, ...values } = this.fields(model, item);
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value instanceof Set ? [...value] : value]));
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

  async send(caller: CallerName, method: string, path: string, body?: object): Promise<Answer> {
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

  /** An item with the ids of the people that it names, and of its notebook: of one that is not there, where it names none. */
  private fields(model: string, item: Named): Record<string, unknown> {
    const { $related: _, notebookId, ...values } = item;
    return { ...(this.named(values) as object), ...(notebookId !== undefined && { notebookId: notebookOf(model, item)?.id ?? 'gone' }) };
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

/** The notebook of an item, with an id that it has alone. */
function notebookOf(model: string, { $related: related }: Named): { readonly id: string; readonly item: Named } | undefined {
  const item = related?.['notebook']?.item;
  return item && { id: `${model}-${slug(JSON.stringify(item))}`, item };
}

/** A row's own item. */
export const idOf = ({ caller, operation, item }: Row) => slug(`${caller} ${operation} ${item}`);
export const slug = (name: string) => name.replace(/[^\w]+/g, '-');

import { type Deployment, deployment, eventually, joined, type Person, signedUp } from '../deployment';

/** A request to the API. */
export interface Sent {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Sent as JSON; text as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: 'editor' | 'outsider' | 'nobody';
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed, where it is JSON. */
  readonly body: any;
}

/** The workshop with people in it, reached past the client's manners. */
export class World {
  private constructor(
    readonly to: Deployment,
    readonly editor: Person,
    private readonly outsider: Person,
  ) {}

  static async enter(): Promise<World> {
    const to = deployment('workshop');
    return new World(to, await joined(to, 'editors'), await signedUp(to, 'outsider'));
  }

  async send({ method, path, body, headers, as = 'editor' }: Sent): Promise<Answer> {
    const token = as === 'nobody' ? undefined : (await this[as].api.auth.session()).accessToken;
    const answer = await fetch(`${this.to.config.apiUrl}${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    const json = text !== '' && answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, headers: answer.headers, text, body: json ? JSON.parse(text) : text };
  }

  /** Makes an item, and gives its id. */
  async item(model: string, values: object | undefined): Promise<string> {
    // Items of this one only a trigger makes.
    if (model === 'sightings') return this.sighting();
    return (await this.send({ method: 'POST', path: `/data/${model}`, body: values })).body.id;
  }

  /** Stores a file of one byte, and gives its path. */
  async file(space: string, guest: boolean): Promise<string> {
    const body = { name: `file ${crypto.randomUUID()}.txt`, size: 1, contentType: 'text/plain' };
    const prefix = guest ? '/guest' : '';
    const asked = await this.send({ method: 'POST', path: `${prefix}/files/${space}`, body, as: guest ? 'nobody' : 'editor' });
    const form = new FormData();
    for (const [name, value] of Object.entries<string>(asked.body.upload.fields)) form.append(name, value);
    form.append('file', new Blob(['x']));
    await fetch(asked.body.upload.url, { method: 'POST', body: form });
    return asked.headers.get('location')!;
  }

  /** Registers a device, and gives its id. */
  async device(): Promise<string> {
    const body = { platform: 'fcm', token: `${crypto.randomUUID()}${'x'.repeat(100)}` };
    return (await this.send({ method: 'POST', path: '/push/devices', body })).body.id;
  }

  private async sighting(): Promise<string> {
    const subject = await this.item('tasks', { title: 'Seen' });
    return eventually(async () => (await this.send({ method: 'GET', path: `/data/sightings?subject=${subject}` })).body.items[0]?.id);
  }
}

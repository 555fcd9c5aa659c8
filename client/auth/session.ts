import { BackendError } from '../core/error.js';
import type { BackendStorage } from '../core/storage.js';
import type { Cognito } from './cognito.js';
import { describe, isStale, type Kept, type Session, type Tokens, toKept } from './tokens.js';

/** What Cognito says of a refresh token that is over: expired, revoked or used up, or its user gone. */
const ENDED = ['unauthenticated', 'wrong-credentials'];

export class SessionStore {
  private kept?: Promise<Kept | undefined>;
  private renewal?: Promise<Kept | undefined>;
  private readonly listeners = new Set<(session: Session | undefined) => void>();

  constructor(
    private readonly cognito: Cognito,
    private readonly clientId: string,
    private readonly storage: BackendStorage,
    readonly key: string,
  ) {
    // Other tabs share web storage: what one does there, this one follows.
    (globalThis as { window?: Window }).window?.addEventListener?.('storage', (event) => {
      if (event.key === key && event.storageArea === (storage as unknown)) {
        const before = this.kept;
        this.kept = undefined;
        void this.announceUnlessSame(before);
      }
    });
  }

  /** The access token for a call, `undefined` for a guest. `rejected` is a token that the API has refused. */
  async token(rejected?: string): Promise<string | undefined> {
    const kept = await this.current(rejected);
    if (kept?.expired) {
      throw new BackendError('unauthenticated', 'The session has ended: sign in again', 401);
    }
    return kept?.accessToken;
  }

  async session(): Promise<Session | undefined> {
    return describe(await this.current());
  }

  /** Begins a session. Its end is counted from now by this device's clock, whatever the server's says. */
  async begin(tokens: Tokens): Promise<Session> {
    const session = describe(await this.keep(toKept(tokens, tokens.RefreshToken as string))) as Session;
    this.announce(session);
    return session;
  }

  async end(): Promise<void> {
    this.kept = Promise.resolve(undefined);
    await this.storage.removeItem(this.key);
    this.announce(undefined);
  }

  async refreshToken(): Promise<string | undefined> {
    return (await this.read())?.refreshToken;
  }

  onChange(listener: (session: Session | undefined) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private async current(rejected?: string): Promise<Kept | undefined> {
    const kept = await this.read();
    if (!kept || kept.expired || !isStale(kept, rejected)) {
      return kept;
    }
    this.renewal ??= exclusively(this.key, () => this.renew(rejected)).finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  /** Asks for new tokens, unless another tab has them already. */
  private async renew(rejected?: string): Promise<Kept | undefined> {
    this.kept = undefined;
    const kept = await this.read();
    if (!kept || kept.expired || !isStale(kept, rejected)) {
      return kept;
    }
    try {
      const { AuthenticationResult } = await this.cognito(
        'GetTokensFromRefreshToken',
        { ClientId: this.clientId, RefreshToken: kept.refreshToken },
        { repeatable: true, notAuthorized: 'unauthenticated' },
      );
      return await this.replace(kept, toKept(AuthenticationResult, kept.refreshToken));
    } catch (error) {
      if (!ENDED.includes((error as BackendError).code)) {
        // The session may be well: only the way to Cognito is not.
        throw error;
      }
      const ended = await this.replace(kept, { ...kept, accessToken: '', idToken: '', refreshToken: '', expired: true });
      if (ended?.expired) {
        this.announce(undefined);
      }
      return ended;
    }
  }

  /** Keeps `next`, unless the user signed out or in while it was on its way. */
  private async replace(before: Kept, next: Kept): Promise<Kept | undefined> {
    const now = await this.read();
    return now?.refreshToken === before.refreshToken ? this.keep(next) : now;
  }

  private read(): Promise<Kept | undefined> {
    this.kept ??= this.load().catch((error) => {
      // A storage that failed once is asked again.
      this.kept = undefined;
      throw error;
    });
    return this.kept;
  }

  private async load(): Promise<Kept | undefined> {
    const text = await this.storage.getItem(this.key);
    return text ? JSON.parse(text) : undefined;
  }

  private async keep(kept: Kept): Promise<Kept> {
    this.kept = Promise.resolve(kept);
    await this.storage.setItem(this.key, JSON.stringify(kept));
    return kept;
  }

  private announce(session: Session | undefined): void {
    for (const listener of this.listeners) {
      listener(session);
    }
  }

  private async announceUnlessSame(before: Promise<Kept | undefined> | undefined): Promise<void> {
    const [was, is] = [describe(await before), describe(await this.read())];
    if (was?.userId !== is?.userId) {
      this.announce(is);
    }
  }
}

/** Runs `work` in one tab at a time, where the platform can. @see https://developer.mozilla.org/docs/Web/API/Web_Locks_API */
function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = (globalThis as { navigator?: Navigator }).navigator?.locks;
  return locks ? (locks.request(name, work) as Promise<T>) : work();
}

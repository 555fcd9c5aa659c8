import { BackendError } from '../core/error.js';
import type { BackendStorage } from '../core/storage.js';
import { fromBase64 } from './bytes.js';
import type { Cognito } from './cognito.js';

/** A signed-in user. */
export interface Session {
  /** The user's immutable id, the `sub` of the tokens. */
  readonly userId: string;
  readonly userName: string;
  readonly email?: string;
  readonly groups: readonly string[];
  /** Calls the API, for an hour unless the pool says otherwise. */
  readonly accessToken: string;
  /** Says who the user is; the API takes the access token only. */
  readonly idToken: string;
  /** When the access token ends, by this device's clock, in milliseconds. It is renewed before. */
  readonly expiresAt: number;
}

/** What is kept: tokens, or only that there was a session, so that its end is an error and not a guest's silence. */
interface Kept {
  accessToken: string;
  idToken: string;
  refreshToken: string;
  expiresAt: number;
  expired?: true;
}

/** Cognito's `AuthenticationResult`. */
export interface Tokens {
  AccessToken: string;
  IdToken: string;
  RefreshToken?: string;
  ExpiresIn: number;
}

/** Milliseconds before its end in which a token is renewed already. */
const AHEAD = 60_000;

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
    this.kept ??= (async () => {
      const text = await this.storage.getItem(this.key);
      return text ? JSON.parse(text) : undefined;
    })();
    return this.kept;
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

function isStale({ accessToken, expiresAt }: Kept, rejected?: string): boolean {
  return accessToken === rejected || expiresAt - AHEAD < Date.now();
}

function toKept({ AccessToken, IdToken, RefreshToken, ExpiresIn }: Tokens, refreshToken: string): Kept {
  return {
    accessToken: AccessToken,
    idToken: IdToken,
    // A pool that rotates refresh tokens gives another one each time.
    refreshToken: RefreshToken ?? refreshToken,
    expiresAt: Date.now() + ExpiresIn * 1000,
  };
}

function describe(kept: Kept | undefined): Session | undefined {
  if (!kept || kept.expired) {
    return undefined;
  }
  const { accessToken, idToken, expiresAt } = kept;
  const access = claims(accessToken);
  return {
    userId: access.sub,
    userName: access.username,
    email: claims(idToken).email,
    groups: access['cognito:groups'] ?? [],
    accessToken,
    idToken,
    expiresAt,
  };
}

/** The claims of a token that came from Cognito over TLS; the API verifies it. */
function claims(token: string): Record<string, any> {
  const payload = (token.split('.')[1] as string).replace(/-/g, '+').replace(/_/g, '/');
  return JSON.parse(new TextDecoder().decode(fromBase64(payload)));
}

/** Runs `work` in one tab at a time, where the platform can. @see https://developer.mozilla.org/docs/Web/API/Web_Locks_API */
function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = (globalThis as { navigator?: Navigator }).navigator?.locks;
  return locks ? (locks.request(name, work) as Promise<T>) : work();
}

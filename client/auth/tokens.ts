import { fromBase64 } from './bytes.js';

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
export interface Kept {
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

export function isStale({ accessToken, expiresAt }: Kept, rejected?: string): boolean {
  return accessToken === rejected || expiresAt - AHEAD < Date.now();
}

export function toKept({ AccessToken, IdToken, RefreshToken, ExpiresIn }: Tokens, refreshToken: string): Kept {
  return {
    accessToken: AccessToken,
    idToken: IdToken,
    // A pool that rotates refresh tokens gives another one each time.
    refreshToken: RefreshToken ?? refreshToken,
    expiresAt: Date.now() + ExpiresIn * 1000,
  };
}

export function describe(kept: Kept | undefined): Session | undefined {
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

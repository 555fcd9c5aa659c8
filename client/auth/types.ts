import type { CallOptions } from '../core/config.js';
import type { Session } from './tokens.js';
import type { Credentials } from './sign-in.js';

export interface UserNameOptions extends CallOptions {
  /** @default the one that `signUp` made and stored */
  userName?: string;
}

/** Where a code was sent: a masked address, as Cognito tells it. */
export interface CodeDelivery {
  medium?: 'EMAIL' | 'SMS';
  destination?: string;
}

export interface SignUpResult {
  /** What confirms this sign-up. It is stored too, until then. */
  userName: string;
  /** Whether a code was sent that `confirmSignUp` wants. */
  confirmationRequired: boolean;
  delivery?: CodeDelivery;
}

export interface Auth {
  /**
   * Makes an account and sends a code to the address. It does not tell whether the address has one: that shows when it is confirmed.
   * Where the answer is lost, sign up again.
   * @throws BackendError `invalid-password`, `limit-exceeded`
   */
  signUp(account: { email: string; password: string }, options?: CallOptions): Promise<SignUpResult>;
  /** @throws BackendError `code-mismatch`, `code-expired`, `already-confirmed`; `alias-exists`: the address belongs to another account, sign in to that */
  confirmSignUp(code: string, options?: UserNameOptions): Promise<void>;
  /** Sends the code of a sign-up again. @throws BackendError `limit-exceeded`, `already-confirmed` */
  resendCode(options?: UserNameOptions): Promise<CodeDelivery>;
  /**
   * Signs in, by SRP unless said otherwise, so that the password never leaves the device.
   * @throws BackendError `wrong-credentials`, `not-confirmed`, `password-reset-required`, `limit-exceeded`; `new-password-required` for an
   * account that an administrator made: then `confirmSignIn(newPassword)` signs in
   */
  signIn(credentials: Credentials, options?: CallOptions): Promise<Session>;
  /** Sets the password that the last `signIn` asked for, within a few minutes, and signs in. @throws BackendError `invalid-password` */
  confirmSignIn(newPassword: string, options?: CallOptions): Promise<Session>;
  /**
   * Ends the session on this device at once, and tells Cognito, reached or not. With `everywhere` the user's sessions on all devices
   * end, or this one does not either. Access tokens given out before are good until they expire.
   */
  signOut(options?: CallOptions & { everywhere?: boolean }): Promise<void>;
  /** @throws BackendError `wrong-credentials` for the old one, `invalid-password` for the new one */
  changePassword(oldPassword: string, newPassword: string, options?: CallOptions): Promise<void>;
  /** Sends a code to whom has an account, and does not tell whether one has. `email` may be a user name. */
  resetPassword(email: string, options?: CallOptions): Promise<CodeDelivery>;
  /** @throws BackendError `code-mismatch`, `code-expired`, `invalid-password` */
  confirmResetPassword(email: string, code: string, newPassword: string, options?: CallOptions): Promise<void>;
  /** Deletes the account and ends the session. What the user owns is the backend's to delete. */
  deleteAccount(options?: CallOptions): Promise<void>;
  /** The session, its token renewed where it is about to end; `undefined` for a guest, or where the session has ended. */
  session(): Promise<Session | undefined>;
  /** Tells of each sign-in, sign-out and ended session, also in other tabs. Gives what stops it. */
  onChange(listener: (session: Session | undefined) => void): () => void;
}

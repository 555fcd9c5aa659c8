import type { Duration } from 'aws-cdk-lib';

/**
 * How long tokens live.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
 */
export interface TokenLifetimes {
  /**
   * 5 minutes to 1 day. Signing out ends refresh at once, but a token that is out stays good for the API until then.
   * @default Duration.hours(1)
   */
  readonly accessToken?: Duration;
  /**
   * 5 minutes to 1 day.
   * @default - as the access token
   */
  readonly idToken?: Duration;
  /**
   * How long a session lasts without signing in again: 1 hour to 10 years.
   * @default Duration.days(30)
   */
  readonly refreshToken?: Duration;
  /**
   * Switches refresh token rotation on: each refresh ends the token it used after this grace period, 0 to 60 seconds.
   * Tabs that do not share their storage then sign each other out.
   * @default - no rotation
   */
  readonly refreshTokenRotation?: Duration;
}

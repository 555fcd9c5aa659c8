import { randomUUID } from 'node:crypto';
import { ConfirmSignUpCommand, InitiateAuthCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Stand } from '../stand.js';

const PASSWORD = 'Correct-horse-7';

/** A pool as Plinth makes it (user names are UUIDs, the address an alias), with its client. */
export function userPool(stand: Stand) {
  return stand.once('pool', async () => {
    const { outputs } = await stand.deploy(
      'pool',
      {
        Pool: { Type: 'AWS::Cognito::UserPool', Properties: { AliasAttributes: ['email'], AutoVerifiedAttributes: ['email'] } },
        Client: {
          Type: 'AWS::Cognito::UserPoolClient',
          Properties: { UserPoolId: { Ref: 'Pool' }, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
        },
      },
      { Pool: { Ref: 'Pool' }, Client: { Ref: 'Client' } },
    );
    return { poolId: outputs.Pool ?? '', clientId: outputs.Client ?? '' };
  });
}

export async function signUp(stand: Stand, email: string) {
  const { clientId } = await userPool(stand);
  const username = randomUUID();
  const answer = await stand.clients.cognito.send(
    new SignUpCommand({ ClientId: clientId, Username: username, Password: PASSWORD, UserAttributes: [{ Name: 'email', Value: email }] }),
  );
  return { username, destination: answer.CodeDeliveryDetails?.Destination };
}

export async function confirm(stand: Stand, username: string) {
  const { clientId } = await userPool(stand);
  return stand.clients.cognito.send(new ConfirmSignUpCommand({ ClientId: clientId, Username: username, ConfirmationCode: '123456' }));
}

/** Signs in by user name or alias, and returns Cognito's tokens. */
export async function signIn(stand: Stand, name: string) {
  const { clientId } = await userPool(stand);
  const { AuthenticationResult } = await stand.clients.cognito.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD },
    }),
  );
  return AuthenticationResult ?? {};
}

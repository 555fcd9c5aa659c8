/** What Lambda sets, with a stub of AWS at a port. A role's session token has about this length. */
export function environment(port) {
  return {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 't'.repeat(800),
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    PLINTH_BINDING: JSON.stringify({ cursorSecret: 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:cursors' }),
  };
}

/** Hosts of AWS's partitions: CloudFormation's own buckets are among them. */
const AWS_HOST = /\.amazonaws\.(com|com\.cn|eu)$/;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether an answer may be put there. Who may invoke the function could name any place; CloudFormation names a presigned URL of S3.
 * @param endpoint where the environment has AWS stand, if not in AWS: there answers go, too
 */
export function isResponseUrl(text: string, endpoint: string | undefined): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol === 'https:' && url.port === '' && AWS_HOST.test(url.hostname)) return true;
  return endpoint !== undefined && URL.canParse(endpoint) && isSamePlace(url, new URL(endpoint));
}

/** An emulator says `localhost` in one of them and `127.0.0.1` in the other. */
function isSamePlace(a: URL, b: URL): boolean {
  const isLocal = LOOPBACK.includes(a.hostname) && LOOPBACK.includes(b.hostname);
  return a.protocol === b.protocol && a.port === b.port && (isLocal || a.hostname === b.hostname);
}

import { Token } from 'aws-cdk-lib';
import { at, type Fault } from '../manifest';

/**
 * What keeps web origins from being let in: API Gateway and S3 compare what a browser sends letter by letter, and it sends scheme, host
 * and a port that is not the scheme's own.
 * @param lasting whether people rely on the environment, so that nobody must be let in by a wildcard
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 * @see https://www.rfc-editor.org/rfc/rfc6454#section-6.2
 */
export function originFaults(origins: readonly string[], lasting: boolean): Fault[] {
  return origins.flatMap((origin, i) => {
    const message = Token.isUnresolved(origin) ? undefined : whatIsWrong(origin, lasting);
    return message === undefined ? [] : [{ path: at('corsOrigins', i), message }];
  });
}

/** All origins, or all of a scheme: the wildcards that API Gateway knows. */
const WILDCARDS = ['*', 'https://*', 'http://*'];

function whatIsWrong(origin: string, lasting: boolean): string | undefined {
  if (WILDCARDS.includes(origin)) {
    if (!lasting) return undefined;
    return `"${origin}" lets in whatever page a user has open; name the origins of your own, such as "https://app.example.com" (apps that are no web pages need none)`;
  }
  if (origin.includes('*'))
    return `API Gateway knows no wildcard within a host, is "${origin}"; name each origin, such as "https://app.example.com"`;
  const right = asSent(origin.trim());
  if (right === origin) return undefined;
  const fix = right === undefined ? 'give one such as "https://app.example.com"' : `give "${right}"`;
  return `must be an origin as browsers send it (scheme, host, and the port where it is not the scheme's own; no path, no slash at the end), is ${JSON.stringify(origin)}; ${fix}`;
}

/** The origin of a URL, or of a host whose scheme was left out; undefined where there is none. */
function asSent(text: string): string | undefined {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${/^(localhost|127\.)/.test(text) ? 'http' : 'https'}://${text}`;
  try {
    const { protocol, host } = new URL(withScheme);
    return host === '' ? undefined : `${protocol}//${host}`;
  } catch {
    return undefined;
  }
}

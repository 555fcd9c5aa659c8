import { at, type Fault } from './fault';

/** How the CDK writes a token into text, and into a list. @see https://docs.aws.amazon.com/cdk/v2/guide/tokens.html */
const TEXT_TOKEN = /[$#]\{Token\[/;
/** The CDK writes a token that stands for a number as one below this. */
const NUMBER_TOKEN = -1e288;

/** Finds values that only a deployment can tell: the manifest is read before. */
export function* checkTokens(value: unknown, path = ''): Iterable<Fault> {
  if ((typeof value === 'string' && TEXT_TOKEN.test(value)) || (typeof value === 'number' && value < NUMBER_TOKEN)) {
    yield { path, message: `is a CDK token (${value}), known only when deploying; give a literal value` };
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      yield* checkTokens(item, at(path, i));
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (TEXT_TOKEN.test(name)) {
        yield { path: at(path, name), message: 'is named by a CDK token, known only when deploying; give a literal name' };
      }
      yield* checkTokens(member, at(path, name));
    }
  }
}

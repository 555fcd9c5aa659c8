import { Token } from 'aws-cdk-lib';

/** What a value is, in words, for a message that says what it should have been. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Token.isUnresolved(value)) return 'a CDK token';
  if (typeof value === 'string') return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  if (typeof value === 'function') return describeFunction(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return describeObject(value);
  return String(value);
}

/** `Rule.owner` without its brackets, or a class where something made by it was meant. */
function describeFunction(value: { readonly name: string }): string {
  if (/^[A-Z]/.test(value.name)) return `the class ${value.name} itself`;
  const name = value.name || 'anonymous';
  return `the function ${name} itself; call it: ${name}(…)`;
}

function describeObject(value: object): string {
  const name = value.constructor?.name ?? 'Object';
  if (name !== 'Object') return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
  const members = Object.keys(value);
  return members.length === 0 ? 'an empty object' : `an object with ${members.slice(0, 5).join(', ')}`;
}

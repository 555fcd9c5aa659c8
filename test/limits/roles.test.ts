import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Assembly, synthesise } from '../support/assembly';
import { ROOT } from '../support/cdk';
import { rightsOf } from './roles';

jest.setTimeout(60_000);

const REVIEWED = join(__dirname, 'roles.md');
const FOUND = join(ROOT, 'build/limits/roles.md');
const HEAD = `# What examples/notebooks may do

Every role with its rights, and what its resources allow others. A test compares it with the template and fails on any difference, and on
a wildcard without a reason: beside the resource (\`acknowledgeWildcards\` in lib/), or in test/limits/roles.test.ts for what CDK makes.
Once a change is reviewed: \`cp build/limits/roles.md test/limits/roles.md\`.

`;

/** Of wildcards that CDK makes: in a role by their ends, on a resource by who has them. */
const REASONS = {
  '-??????': 'CDK’s pattern for a secret given by name: Secrets Manager appends six characters to it.',
  'apigateway.amazonaws.com': 'Any stage, method and path of this one API: one permission however many its routes.',
  '‹Custom::S3AutoDeleteObjectsCustomResourceProvider/Role›': 'CDK’s own function, which empties the bucket before it is deleted.',
};

let assembly: Assembly;
beforeAll(async () => {
  assembly = await synthesise('test/limits/apps/notebooks.ts', 'limits/roles', { validate: false });
});

test('the example has the rights that were reviewed, each wildcard with its reason', () => {
  const { text, unexplained } = rightsOf(assembly.stacks[0]!, REASONS);
  mkdirSync(dirname(FOUND), { recursive: true });
  writeFileSync(FOUND, HEAD + text);
  expect(unexplained).toEqual([]);
  expect(HEAD + text).toBe(existsSync(REVIEWED) ? readFileSync(REVIEWED, 'utf8') : '');
});

test('a wildcard that nobody explains is told', () => {
  const { unexplained } = rightsOf(assembly.stacks[0]!, {});
  expect(unexplained).toContainEqual(
    expect.stringMatching(/^Push\/Platforms\/Handler\/Role: secretsmanager:GetSecretValue.*notebooks\/fcm-\?{6}$/),
  );
  expect(unexplained).toContainEqual(expect.stringMatching(/^apigateway.amazonaws.com: .*\/\*$/));
  expect(unexplained.some((line) => line.startsWith('Data/Handler/Role'))).toBe(false);
});

import { forThisMachine } from '../../../cli/dev/environments';
import { readAssembly } from '../../../cli/read/assembly';
import { HASH, MANIFEST, temporaryFolder } from '../support';

const folder = temporaryFolder();

/** An app of stacks: of each, what it declares (nothing: no backend), and what becomes of its data. */
function app(declared: Record<string, { models?: object; kept?: boolean }>) {
  const artifacts: Record<string, unknown> = {};
  for (const [name, { models, kept }] of Object.entries(declared)) {
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      dependencies: [`${name}.assets`],
      properties: { templateFile: `${name}.json` },
    };
    artifacts[`${name}.assets`] = { type: 'cdk:asset-manifest', properties: { file: `${name}.assets.json` } };
    const Table = { Type: 'AWS::DynamoDB::GlobalTable', DeletionPolicy: kept ? 'RetainExceptOnCreate' : 'Delete' };
    folder.write(`${name}.json`, {
      Resources: { Table, Log: { Type: 'AWS::Logs::LogGroup' } },
      Outputs: models && { PlinthManifest: { Value: `s3://assets/${HASH}.json` } },
    });
    folder.write(`${name}.assets.json`, { files: { [HASH]: { source: { path: `${name}.manifest.json` } } } });
    folder.write(`${name}.manifest.json`, { ...MANIFEST, backendId: name, data: { models } });
  }
  folder.write('manifest.json', { artifacts });
  const { stacks, said } = forThisMachine(readAssembly(folder.path));
  return { stacks: stacks.map(({ id }) => id), said };
}

const { models } = MANIFEST.data;

test('of the same backend in two environments the one whose data goes with it, with what stands beside', () => {
  expect(app({ Network: {}, Prod: { models, kept: true }, Dev: { models } })).toEqual({
    stacks: ['Network', 'Dev'],
    said: 'Network, Dev, and not Prod: the same backend for another environment (--stack names one)',
  });
});

test('different backends are deployed side by side', () => {
  const other = { orders: models.notes };
  expect(app({ Shop: { models }, Admin: { models: other, kept: true } })).toEqual({ stacks: ['Shop', 'Admin'], said: undefined });
});

test.each([
  ['none of them is', { Staging: { models, kept: true }, Prod: { models, kept: true } }, '--stack Staging'],
  ['several of them are', { Prod: { models, kept: true }, Ada: { models }, Bob: { models } }, '--stack Ada'],
])('where %s for development, one must be named', (why, stacks, line) => {
  expect(() => app(stacks)).toThrow(`${why} for development. Choose one: plinth dev ${line}`);
});

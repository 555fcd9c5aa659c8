import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aspects, Aws, App, Lazy, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Auth, Backend, BackendApi, Data, Field, Rule } from '../../../lib';
import { NOTES, stackOf } from '../support';

/** The manifest that the stack's output points at, as staged. */
function stagedManifest(app: App, template: Template, output = 'PlinthManifest') {
  const [, parts] = template.toJSON().Outputs[output].Value['Fn::Join'];
  const hash = parts.at(-1).replace('/', '').replace('.json', '');
  return JSON.parse(readFileSync(join(app.outdir, `asset.${hash}`, 'manifest.json'), 'utf8'));
}

test('the manifest has what every capability declares, and stands in the assembly', () => {
  const stack = stackOf();
  new Backend(stack, 'Backend', { auth: { groups: ['editors'] } }).data.addModel('notes', NOTES);
  expect(stagedManifest(stack.node.root as App, Template.fromStack(stack))).toEqual({
    manifestVersion: 1,
    backendId: 'Shop',
    auth: { ownerClaim: 'sub', userName: 'uuid', groups: ['editors'] },
    data: {
      models: {
        notes: {
          fields: { title: { type: 'string', required: true, maxLength: 200 }, published: { type: 'boolean', defaultValue: false } },
          rules: [{ allow: 'owner' }, { allow: 'guest', operations: ['get', 'list'], when: [{ field: 'published', value: true }] }],
          indexes: { newest: { partition: ['owner'], sort: ['createdAt'] } },
        },
      },
    },
  });
});

test('a model that an Aspect adds is in the manifest, also where another synthesis follows', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const { data } = new Backend(stack, 'Backend');
  data.addModel('notes', NOTES);
  Aspects.of(stack).add({
    visit: (node) => {
      if (node === stack && !data.models.late) data.addModel('late', NOTES);
    },
  });
  const models = () => Object.keys(stagedManifest(app, Template.fromStack(stack)).data.models);
  expect(models()).toEqual(['notes', 'late']);
  app.synth({ force: true });
  expect(models()).toEqual(['notes', 'late']);
});

test('every fault of a backend comes in one message, with its path', () => {
  const stack = stackOf();
  const { data, functions } = new Backend(stack, 'Backend', { auth: { groups: ['editors'] } });
  data.addModel('notes', {
    fields: { title: Field.string({ minLength: 9, defaultValue: 'short' }), extra: Field.json(), version: Field.string() },
    rules: [],
    indexes: { byTitel: { partition: ['titel'] }, byExtra: { partition: ['extra'] }, ab: { partition: ['title'] } },
  });
  data.addModel('Notes', { fields: {}, rules: [Rule.group('editor')] });
  functions.addFunction('greet', { entry: 'greet.ts', rules: [Rule.owner()] });
  const message = (() => {
    try {
      return Template.fromStack(stack).toJSON();
    } catch (error) {
      return String(error);
    }
  })();
  for (const path of [
    'data.models.notes.fields.title',
    'data.models.notes.fields.version',
    'data.models.notes.rules: ',
    'data.models.notes.indexes.byTitel.partition',
    'did you mean "title"',
    'data.models.notes.indexes.byExtra.partition',
    'data.models.notes.indexes.ab',
    'data.models.Notes: ',
    'did you mean "editors"',
    'functions.functions.greet.rules',
  ]) {
    expect(message).toContain(path);
  }
});

test('more indexes than DynamoDB makes, an empty one and one of five attributes fail with the rest, not before', () => {
  const stack = stackOf();
  const indexes = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`by${i}Title`, { partition: ['title'], sort: ['createdAt'] }]));
  new Backend(stack, 'Backend').data.addModel('notes', {
    ...NOTES,
    indexes: { ...indexes, empty: { partition: [] }, wide: { partition: ['title', 'owner', 'id', 'createdAt', 'updatedAt'] } },
  });
  expect(() => Template.fromStack(stack)).toThrow(/data\.models\.notes\.indexes[^]*indexes\.empty[^]*indexes\.wide/);
});

test.each([
  ['a Lazy', Lazy.string({ produce: () => 'x' })],
  ['a pseudo parameter', Aws.REGION],
])('%s in the manifest fails synthesis with its path', (_, value) => {
  const stack = stackOf();
  new Backend(stack, 'Backend').data.addModel('notes', { ...NOTES, description: value });
  expect(() => Template.fromStack(stack)).toThrow(/data\.models\.notes\.description: is a CDK token/);
});

test('the public configuration names API, pool and client; without a route there is no API to name', () => {
  const stack = stackOf();
  new Backend(stack, 'Backend').data.addModel('notes', NOTES);
  const [, parts] = Template.fromStack(stack).toJSON().Outputs.PlinthConfig.Value['Fn::Join'];
  const config = JSON.parse(parts.map((part: unknown) => (typeof part === 'string' ? part : 'token')).join(''));
  expect(config).toEqual({ backendId: 'Shop', region: 'token', apiUrl: 'token', userPoolId: 'token', userPoolClientId: 'token' });

  const alone = stackOf();
  new Auth(alone, 'Auth');
  const template = Template.fromStack(alone);
  expect(JSON.stringify(template.toJSON().Outputs.PlinthConfig)).not.toContain('apiUrl');
  template.resourceCountIs('AWS::ApiGatewayV2::Api', 0);
});

test('a second backend in a stack appends its id to its outputs', () => {
  const stack = stackOf();
  new Backend(stack, 'One').data.addModel('notes', NOTES);
  new Backend(stack, 'Two', { backendId: 'shop-two' }).data.addModel('notes', NOTES);
  const template = Template.fromStack(stack);
  expect(Object.keys(template.toJSON().Outputs)).toEqual([
    'PlinthConfig',
    'PlinthManifest',
    'PlinthConfigShopTwo',
    'PlinthManifestShopTwo',
  ]);
  expect(stagedManifest(stack.node.root as App, template, 'PlinthManifestShopTwo').backendId).toBe('shop-two');
  const names = Object.values(template.findResources('AWS::DynamoDB::GlobalTable')).map(({ Properties }) => Properties.TableName);
  expect(names).toEqual(['Shop.notes', 'shop-two.notes']);
});

test('in nested stacks the outputs stand in the outermost, and handlers read their manifest', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const inner = new NestedStack(stack, 'Inner');
  new Backend(inner, 'Backend').data.addModel('notes', NOTES);
  const outer = Template.fromStack(stack);
  expect(stagedManifest(app, outer).data.models).toHaveProperty('notes');
  expect(JSON.stringify(outer.toJSON().Outputs.PlinthConfig)).toMatch(/Outputs\.ShopInner\w+UserPool/);
  const nested = Template.fromStack(inner);
  nested.hasResourceProperties('AWS::DynamoDB::GlobalTable', { TableName: 'Shop.notes' });
  const [fn] = Object.values(nested.findResources('AWS::Lambda::Function'));
  const manifest = join(app.outdir, `asset.${fn?.Properties.Code.S3Key.replace('.zip', '')}`, 'manifest.json');
  expect(JSON.parse(readFileSync(manifest, 'utf8'))).toMatchObject({ backendId: 'Shop', data: { models: { notes: {} } } });
});

test('capabilities in several stacks are one backend', () => {
  const app = new App();
  const api = new BackendApi(new Stack(app, 'Front'), 'Api', { backendId: 'shop' });
  new Auth(new Stack(app, 'Users'), 'Auth', { api });
  const data = new Data(new Stack(app, 'Items'), 'Data', { api });
  data.addModel('notes', NOTES);
  const assembly = app.synth();
  const dependencies = assembly.stacks.map(({ stackName, dependencies }) => [
    stackName,
    dependencies.flatMap(({ id }) => (id.endsWith('.assets') ? [] : [id])).sort(),
  ]);
  expect(Object.fromEntries(dependencies)).toEqual({ Front: ['Users'], Users: [], Items: ['Front'] });
  expect(Object.keys(assembly.getStackByName('Front').template.Outputs)).toEqual(
    expect.arrayContaining(['PlinthConfig', 'PlinthManifest']),
  );
});

test('several stages have the same backend under names of their own', () => {
  const app = new App();
  const stages = ['Test', 'Prod'].map((id) => {
    const stage = new Stage(app, id);
    new Backend(new Stack(stage, 'Shop'), 'Backend').data.addModel('notes', NOTES);
    return stage;
  });
  app.synth();
  const names = stages.map((stage) => {
    const [stack] = stage.synth().stacks;
    const template = stack?.template;
    const asset = template.Outputs.PlinthManifest.Value['Fn::Join'][1].at(-1).replace('/', '').replace('.json', '');
    const manifest = JSON.parse(readFileSync(join(stage.assetOutdir, `asset.${asset}`, 'manifest.json'), 'utf8'));
    const tables = Object.values<{ Type: string; Properties: { TableName: string } }>(template.Resources);
    return [manifest.backendId, tables.find(({ Type }) => Type === 'AWS::DynamoDB::GlobalTable')?.Properties.TableName];
  });
  expect(names).toEqual([
    ['Test-Shop', 'Test-Shop.notes'],
    ['Prod-Shop', 'Prod-Shop.notes'],
  ]);
});

test('a name joins an API once', () => {
  const stack = stackOf();
  const api = new BackendApi(stack, 'Api');
  const auth = new Auth(stack, 'Auth', { api });
  expect(() => new Auth(stack, 'Auth2', { api })).toThrow(
    "Shop/Auth2: this API has the capability 'auth' already, Shop/Auth. Each joins once",
  );
  expect([api.capability('auth'), api.capability('data')]).toEqual([auth, undefined]);
});

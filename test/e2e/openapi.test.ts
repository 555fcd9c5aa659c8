import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { answerSchema, openApi, type OpenApiDocument } from '../../cli/openapi/index';
import { readManifestText } from '../../cli/read/manifest-text';
import { sdkOf } from './deployment';
import { callsOf, type Operation } from './openapi/calls';
import { type Answer, type Sent, World } from './openapi/world';

let world: World;
let document: OpenApiDocument;
let operations: (Operation & { readonly id: string })[];

beforeAll(async () => {
  world = await World.enter();
  const { endpoint, outputs } = world.to;
  const [, , Bucket, Key] = outputs.PlinthManifest!.split('/');
  const s3 = new S3Client({ ...sdkOf(endpoint), forcePathStyle: true });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  document = openApi(readManifestText(await Body!.transformToString(), 'the deployed manifest'));
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId: id }]) => ({
      id,
      method: method.toUpperCase(),
      path,
      guest: path.startsWith('/guest/'),
    })),
  );
});

test('every route of the document is one of the API, and every route of the API is in the document', async () => {
  const stacks = new CloudFormationClient(sdkOf(world.to.endpoint));
  const { TemplateBody } = await stacks.send(new GetTemplateCommand({ StackName: world.to.stack }));
  const resources = Object.values<{ Type: string; Properties: any }>(JSON.parse(TemplateBody!).Resources);
  const routes = resources.filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey as string);
  // What API Gateway has as `POST /data/{model}` the document has for each model.
  const matching = (route: string) => new RegExp(`^${route.replace(/\{\w+\+\}/, '.+').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
  const described = operations.map(({ method, path }) => `${method} ${path}`);
  expect(described.filter((operation) => !routes.some((route) => matching(route).test(operation)))).toEqual([]);
  expect(routes.filter((route) => !described.some((operation) => matching(route).test(operation)))).toEqual([]);
});

const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));

/** What of an answer the document does not say. */
function faultsOf(sent: Sent, status: number, answer: Answer): string[] {
  if (answer.status !== status) return [`${answer.status} in place of ${status}: ${answer.text}`];
  const path = sent.path.split('?')[0]!;
  const schema = answerSchema(document, sent.method, path, status);
  if (schema === undefined) return answer.text === '' ? [] : [`a body where there is none: ${answer.text}`];
  const isValid = ajv.compile(schema);
  return isValid(answer.body) ? [] : isValid.errors!.map(({ instancePath, message }) => `${instancePath} ${message}: ${answer.text}`);
}

/** Headers and media type of an answer, as far as the document promises them. */
function missingOf({ method, path, id }: Operation & { id: string }, { status, headers }: Answer): string[] {
  const response = document.paths[path]![method.toLowerCase()]!.responses[status]!;
  const { headers: promised = {}, content = {} } =
    '$ref' in response ? document.components.responses[response.$ref.split('/').at(-1)!]! : response;
  const always = Object.keys(promised).filter((name) => !['Idempotency-Replayed', 'Retry-After'].includes(name));
  const type = headers.get('content-type')?.split(';')[0] ?? 'no type';
  return [
    ...always.filter((name) => !headers.has(name)).map((name) => `${id} ${status} has no ${name}`),
    ...(Object.keys(content).length > 0 && !Object.hasOwn(content, type) ? [`${id} ${status} is ${type}`] : []),
  ];
}

test.each(['data', 'transactions', 'files', 'functions', 'push'])('%s answers as the document says', async (capability) => {
  const faults: string[] = [];
  const ofCapability = operations.filter(({ path }) => path.replace(/^\/guest/, '').split('/')[1] === capability);
  for (const operation of ofCapability) {
    const succeeded: number[] = [];
    for (const { status, ...call } of await callsOf(operation, world)) {
      const sent = { method: operation.method, ...call };
      const answer = await world.send(sent);
      const found = faultsOf(sent, status, answer);
      faults.push(...(found.length > 0 ? found.map((fault) => `${operation.id} ${sent.path}: ${fault}`) : missingOf(operation, answer)));
      if (answer.status < 300) succeeded.push(answer.status);
    }
    if (succeeded.length === 0) faults.push(`${operation.id} never succeeded`);
  }
  expect(ofCapability.length).toBeGreaterThan(1);
  expect(faults).toEqual([]);
});

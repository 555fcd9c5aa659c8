import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { Auth, BackendApi, Capability, type CapabilityProps, Handler, HandlerCode } from '../../../lib';
import { fixture, resources, stackOf } from '../support';

/** What a third party would write: the same base, the same five faces, nothing else. */
class Search extends Capability {
  readonly queue: Queue;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CapabilityProps & { readonly languages: string[] },
  ) {
    super(scope, id, 'search', props);
    this.queue = new Queue(this, 'Queue');
    const handler = new Handler(this, 'Handler', {
      api: this.api,
      code: HandlerCode.folder(fixture('built/handlers/functions')),
      capabilities: ['search'],
      description: 'search',
    });
    this.api.addRoutes({ routeKeys: ['GET /search/{index}'], target: handler.lambdaFunction });
  }

  override section() {
    return { languages: this.props.languages };
  }

  override faults() {
    return this.props.languages.includes('tlh') ? ['search.languages: tlh is not spoken here; leave it out'] : [];
  }

  override binding() {
    return { searchQueue: this.queue.queueUrl };
  }

  override configuration() {
    return { searchQueue: this.queue.queueName };
  }
}

function stackWith(languages: string[]): Stack {
  const stack = stackOf();
  const api = new BackendApi(stack, 'Api');
  new Auth(stack, 'Auth', { api });
  new Search(stack, 'Search', { api, languages });
  return stack;
}

test('a third party’s capability has section, route, handler, binding and configuration', () => {
  const stack = stackWith(['en']);
  const [fn] = Object.values(resources(stack, 'AWS::Lambda::Function'));
  const folder = join((stack.node.root as App).outdir, `asset.${fn?.Properties.Code.S3Key.replace('.zip', '')}`);
  expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toEqual({
    manifestVersion: 1,
    backendId: 'Shop',
    extensions: { search: { languages: ['en'] } },
  });
  expect(JSON.stringify(fn?.Properties.Environment.Variables.PLINTH_BINDING)).toContain('searchQueue');
  expect(Object.values(resources(stack, 'AWS::ApiGatewayV2::Route'))[0]?.Properties).toMatchObject({
    RouteKey: 'GET /search/{index}',
    AuthorizationType: 'JWT',
  });
  expect(JSON.stringify(Template.fromStack(stack).toJSON().Outputs.PlinthConfig)).toContain('searchQueue');
});

test('its faults and its tokens stand in the one message with all others', () => {
  expect(() => Template.fromStack(stackWith(['tlh']))).toThrow('  search.languages: tlh is not spoken here; leave it out');
  const stack = stackOf();
  const languages: string[] = [];
  languages.push(new Search(stack, 'Search', { languages }).queue.queueName);
  expect(() => Template.fromStack(stack)).toThrow('extensions.search.languages[0]: is a CDK token');
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { Auth, Backend, BackendApi, Capability, type CapabilityProps, Handler, HandlerCode, Rule } from '../../../lib';
import { fixture, NOTES, resources, stackOf } from '../support';

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

test('what it would tell in the place of another capability, or of the backend itself, fails synthesis with both names', () => {
  class Loud extends Capability {
    constructor(scope: Construct, props: CapabilityProps) {
      super(scope, 'Loud', 'loud', props);
    }

    override section() {
      return undefined;
    }

    override binding() {
      return { searchQueue: 'another', quiet: 'its own' };
    }

    override configuration() {
      return { userPoolId: 'another', apiUrl: 'another', quiet: 'its own' };
    }
  }
  const stack = stackWith(['en']);
  new Loud(stack, { api: (stack.node.findChild('Search') as Search).api });
  const message = (() => {
    try {
      return Template.fromStack(stack).toJSON();
    } catch (error) {
      return String(error);
    }
  })();
  expect(message).toContain('loud.binding.searchQueue: is told by search too, with another value; choose another name');
  expect(message).toContain('loud.configuration.userPoolId: is told by auth too');
  expect(message).toContain('loud.configuration.apiUrl: is told by the backend itself too');
  expect(message).not.toContain('quiet');
});

test('what several tell alike is told once', () => {
  const stack = stackOf();
  const { data, files } = new Backend(stack, 'Backend');
  data.addModel('notes', NOTES);
  files.addSpace('attachments', { rules: [Rule.owner()] });
  expect(data.binding().cursorSecret).toBe(files.binding().cursorSecret);
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('a handler cannot bind what a capability tells it', () => {
  const stack = stackOf();
  const { api, data } = new Backend(stack, 'Backend');
  data.addModel('notes', NOTES);
  data.handler?.bind('cursorSecret', { arn: 'mine' });
  expect(() => Template.fromStack(stack)).toThrow(
    "bind('cursorSecret', …) would take the place of what a capability of this handler tells",
  );
  expect(api.capability('data')).toBe(data);
});

test('its faults and its tokens stand in the one message with all others', () => {
  expect(() => Template.fromStack(stackWith(['tlh']))).toThrow('  search.languages: tlh is not spoken here; leave it out');
  const stack = stackOf();
  const languages: string[] = [];
  languages.push(new Search(stack, 'Search', { languages }).queue.queueName);
  expect(() => Template.fromStack(stack)).toThrow('extensions.search.languages[0]: is a CDK token');
});

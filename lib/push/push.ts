import { Stack, Token } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { Capability, type CapabilityProps, Handler, HandlerCode } from '../api';
import { declare } from '../api/declared';
import { grantScoped } from '../api/findings';
import { type Binding, type PushPlatform, type PushSection, ROUTES } from '../manifest';
import { addDevicesTable } from './devices-table';
import { platformsOf, PushPlatforms } from './platforms';
import type { PushOptions, PushTopicProps } from './push-options';
import { PushTopic } from './push-topic';
import { MOBILE_PUSH_REGIONS } from './regions';
import { PUSH_PROPS, PUSH_TOPIC_PROPS } from './structs';

/** What `Push` is made of. */
export interface PushProps extends CapabilityProps, PushOptions {}

/** What serves devices; made where there is a platform. */
interface Served {
  readonly platforms: PushPlatforms;
  readonly devices: dynamodb.TableV2;
  readonly handler: Handler;
}

/**
 * Push messages to phones by SNS. Applications register devices and subscribe them to topics; sending is for servers:
 * `push.toUser` and `push.toTopic` of `cdk-plinth/server`. Without a platform nothing is made.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-application-as-subscriber.html
 */
export class Push extends Capability {
  /** The topics, by name. */
  public readonly topics: { [name: string]: PushTopic } = {};

  private readonly options: PushOptions;
  /** What names every topic, also those that are added later: one statement a role, since a role's policies have a limit. */
  private readonly statementsOfTopics: iam.PolicyStatement[] = [];
  private readonly served?: Served;

  public constructor(scope: Construct, id: string, props: PushProps = {}) {
    super(scope, id, 'push', props);
    this.options = this.api._read(PUSH_PROPS, props, 'push') ?? {};
    if (this.options.apns || this.options.fcm) this.served = this.serve();
  }

  /** The SNS platform applications; undefined without a platform. */
  public get platforms(): PushPlatforms | undefined {
    return this.served?.platforms;
  }

  /** The table of registered devices; undefined without a platform. */
  public get devices(): dynamodb.TableV2 | undefined {
    return this.served?.devices;
  }

  /** What registers devices; undefined without a platform. */
  public get handler(): Handler | undefined {
    return this.served?.handler;
  }

  /**
   * Adds a topic. It may be called until synthesis.
   * @param name as applications will call it: `api.push.subscribe('news')`
   */
  public addTopic(name: string, props: PushTopicProps): PushTopic {
    return declare({ capability: this, section: 'push.topics', kind: 'topic', name, among: this.topics }, (id, path) => {
      const right = this.api._read(PUSH_TOPIC_PROPS, props, path) ?? { rules: [] };
      const topic = new PushTopic(this, id, right);
      if (this.served && Object.keys(this.topics).length === 0) {
        const subscribe = new iam.PolicyStatement({ actions: ['sns:Subscribe'] });
        this.served.handler.allow(subscribe);
        this.statementsOfTopics.push(subscribe);
      }
      for (const statement of this.statementsOfTopics) statement.addResources(topic.snsTopic.topicArn);
      return topic;
    });
  }

  /** Lets a function send to every device and topic, also those that are added later, by `push.toUser` and `push.toTopic` of `cdk-plinth/server`. */
  public grantSend(grantee: iam.IGrantable): iam.Grant {
    if (!this.served)
      throw new Error(`${this.node.path}: nothing can be sent without a platform. Add apns: { ... } or fcm: { ... } to push`);
    const { devices, platforms } = this.served;
    const reason = 'The devices of this backend’s own platform applications.';
    // A device that its platform says is no more is forgotten here; its endpoint ends when the token comes again, by the handler's rights.
    const find = grantScoped(grantee, { actions: ['dynamodb:Query', 'dynamodb:DeleteItem'], resourceArns: [devices.tableArn], reason });
    const topics = Object.values(this.topics).map(({ snsTopic }) => snsTopic.topicArn);
    const publish = grantScoped(grantee, { actions: ['sns:Publish'], resourceArns: [...platforms.endpointArns, ...topics], reason });
    this.statementsOfTopics.push(...publish.principalStatements);
    return find.combine(publish);
  }

  public override section(): any {
    const platforms: PushPlatform[] = platformsOf(this.options).map(([platform]) => platform);
    const topics = Object.entries(this.topics).map(([name, topic]) => [name, topic._spec]);
    const section: PushSection = { platforms, topics: Object.fromEntries(topics) };
    return platforms.length > 0 || topics.length > 0 ? section : undefined;
  }

  public override faults(): string[] {
    const { region } = Stack.of(this);
    if (!this.served || Token.isUnresolved(region) || MOBILE_PUSH_REGIONS.includes(region)) return [];
    return [`push: SNS has no mobile push in ${region}; deploy the backend to one of ${MOBILE_PUSH_REGIONS.join(', ')}`];
  }

  public override binding(): { [name: string]: any } {
    if (!this.served) return {};
    const topics = Object.entries(this.topics).map(([name, { snsTopic }]) => [name, snsTopic.topicArn]);
    const binding: Binding = {
      devices: this.served.devices.tableName,
      platforms: this.served.platforms.arns,
      topics: Object.fromEntries(topics),
    };
    return binding;
  }

  private serve(): Served {
    const { environment, backendId } = this.api;
    const platforms = new PushPlatforms(this, 'Platforms', this.api, this.options);
    const devices = addDevicesTable(this, backendId, environment);
    const handler = new Handler(this, 'Handler', {
      api: this.api,
      code: HandlerCode._builtIn('push'),
      capabilities: ['auth', 'push'],
      description: 'push',
      ...this.options.handler,
    });
    handler.allow(
      new iam.PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:Query'],
        resources: [devices.tableArn],
      }),
    );
    handler.allow(new iam.PolicyStatement({ actions: ENDPOINT_ACTIONS, resources: ['*'] }), NO_RESOURCE);
    this.api.addRoutes({ routeKeys: Object.values(ROUTES.push), target: handler.lambdaFunction });
    return { platforms, devices, handler };
  }
}

const NO_RESOURCE =
  'SNS’s actions on endpoints and subscriptions know no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html';

const ENDPOINT_ACTIONS = ['sns:CreatePlatformEndpoint', 'sns:SetEndpointAttributes', 'sns:DeleteEndpoint', 'sns:Unsubscribe'];

import type * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from '../api/findings';
import type { TopicSpec } from '../manifest';
import type { PushTopicProps } from './push-options';

/** A declared topic. Made by `Push.addTopic`. */
export class PushTopic extends Construct {
  /** The name that applications use. */
  public readonly topicName: string;
  /** The SNS topic. */
  public readonly snsTopic: sns.Topic;

  /** @internal */
  public readonly _spec: TopicSpec;

  public constructor(scope: Construct, id: string, props: PushTopicProps) {
    super(scope, id);
    this.topicName = id;
    this.snsTopic = new sns.Topic(this, 'Topic', { enforceSSL: true });
    acknowledge(this.snsTopic, {
      'AwsSolutions-SNS2':
        'A topic stores nothing: it hands messages on to Apple and Google, and what it carries is to be shown on lock screens.',
    });
    this._spec = { rules: props.rules.map((rule) => rule._spec) };
  }

  /** Lets a function publish to this topic alone. `Push.grantSend` covers all topics and devices. */
  public grantPublish(grantee: iam.IGrantable): iam.Grant {
    return this.snsTopic.grantPublish(grantee);
  }
}

// What each judge of templates must see: that it was asked.
import { Stack } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { checkedApp } from './checked';

new CfnQueue(new Stack(checkedApp(), 'Faulty'), 'Queue', { delaySeconds: 901 });

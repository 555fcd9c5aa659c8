import { resourceChanges } from '../../../cli/dev/changes';
import type { StackPlan } from '../../../cli/deploy/plan';
import { MANIFEST } from '../support';

const lambda = (path: string, key: string, properties: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Code: { S3Key: key }, ...properties },
  Metadata: { 'aws:cdk:path': path, 'aws:asset:path': `asset.${key}` },
});
const topic = (name: string) => ({ Type: 'AWS::SNS::Topic', Properties: { Name: name } });
const changes = (before: object | undefined, after: object) =>
  resourceChanges({ deployed: before && { Resources: before }, wanted: { Resources: after } } as unknown as StackPlan, [MANIFEST]);

test('code of functions by their names, all else by type and path', () => {
  const before = {
    '#Plain': lambda('Shop/Plain/Resource', 'a'),
    '#Slow': lambda('Shop/Slow/Resource', 'a'),
    '#Old': topic('old'),
    '#Kept': topic('k'),
  };
  const after = {
    '#Plain': lambda('Shop/Plain/Resource', 'b'),
    '#Slow': lambda('Shop/Slow/Resource', 'a', { Timeout: 9 }),
    '#Kept': topic('k'),
    'Inner#New': { ...topic('new'), Metadata: { 'aws:cdk:path': 'Shop/Inner/New/Resource' } },
    '#Meta': { Type: 'AWS::CDK::Metadata' },
  };
  expect(changes(before, after)).toEqual([
    '~ code of Plain',
    '~ AWS::Lambda::Function Shop/Slow',
    '- AWS::SNS::Topic Old',
    '+ AWS::SNS::Topic Shop/Inner/New',
  ]);
  expect(changes(before, before)).toEqual([]);
});

test('of a new stack nothing, of many changes the first', () => {
  const many = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`#T${at}`, topic('t')]));
  expect(changes(undefined, many)).toEqual([]);
  expect(changes({}, many)).toHaveLength(9);
  expect(changes({}, many).at(-1)).toBe('… and 2 more');
});

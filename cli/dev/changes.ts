import type { Manifest } from '../../lib/manifest/index.js';
import type { StackPlan } from '../deploy/plan.js';
import type { Resource } from '../deploy/template.js';
import { loggingFunctions } from './logs/sources.js';

/** More lines tell nobody anything. */
const MOST = 8;
const UNTOLD = new Set(['AWS::CDK::Metadata', 'AWS::ApiGatewayV2::Deployment']);

/**
 * What a deployment changes that no declaration tells: `code of greet`, `+ AWS::SNS::Topic Shop/Alerts`. Nothing for a stack that is new.
 */
export function resourceChanges({ deployed, wanted }: StackPlan, manifests: readonly Manifest[]): string[] {
  if (deployed === undefined) return [];
  const names = new Map(loggingFunctions(wanted, manifests).map(({ logicalId, name }) => [logicalId, name]));
  const [before, after] = [deployed.Resources ?? {}, wanted.Resources ?? {}];
  const lines = [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((id) => {
    const [old, now] = [before[id], after[id]];
    const resource = now ?? old;
    if (resource === undefined || UNTOLD.has(resource.Type) || same(old, now)) return [];
    if (old && now && names.has(id) && same(withoutCode(old), withoutCode(now))) return [`~ code of ${names.get(id)}`];
    return [`${old === undefined ? '+' : now === undefined ? '-' : '~'} ${resource.Type} ${pathOf(id, resource)}`];
  });
  return lines.length > MOST ? [...lines.slice(0, MOST), `… and ${lines.length - MOST} more`] : lines;
}

function withoutCode(resource: Resource): Resource {
  const { Code, ...properties } = resource.Properties ?? {};
  const { 'aws:asset:path': _, ...metadata } = resource.Metadata ?? {};
  return { ...resource, Properties: properties, Metadata: metadata };
}

function pathOf(id: string, { Metadata }: Resource): string {
  const path = Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path.replace(/\/Resource$/, '') : id.replace(/^.*#/, '');
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

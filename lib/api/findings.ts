import { Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';

/** Why a queue has no dead-letter queue. */
export const DEAD_END = 'It is itself where failures end.';

/**
 * Says beside a resource why a finding of a rule pack (cdk-nag) does not apply to it and to what stands below it. It is written as
 * `Validations.of(...).acknowledge` does, which refuses the ids of cdk-nag's own findings within a resource.
 * @see https://github.com/cdklabs/cdk-nag#acknowledging-a-rule
 */
export function acknowledge(construct: IConstruct, findings: Readonly<Record<string, string>>): void {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, findings);
}

/** Acknowledges the wildcards in a role's resources, each by itself: another one is a finding again. */
export function acknowledgeWildcards(role: IConstruct, resourceArns: readonly string[], reason: string): void {
  const findings: Record<string, string> = {};
  for (const arn of resourceArns) {
    const text = flat(Stack.of(role).resolve(arn));
    if (text.includes('*')) findings[`AwsSolutions-IAM5[Resource::${text}]`] = reason;
    if (text === '*') findings['Serverless-LambdaStarPermissions'] = reason;
  }
  if (Object.keys(findings).length > 0) acknowledge(role, findings);
}

/** The roles of Plinth's own functions. */
const ownRoles = new WeakSet<IConstruct>();

/** Says that a role is Plinth's own: the wildcards that grants give it are acknowledged. */
export function ownRole(role: IConstruct): void {
  ownRoles.add(role);
}

/** A grant of what a method says, with the reason for its wildcards. */
export interface ScopedGrant {
  readonly actions: string[];
  readonly resourceArns: string[];
  readonly reason: string;
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Adds to the grantee's policy. What rule packs say of a role that somebody else made is for its owner to read and to acknowledge. */
export function grantScoped(grantee: iam.IGrantable, { reason, ...grant }: ScopedGrant): iam.Grant {
  const { grantPrincipal } = grantee;
  if (Construct.isConstruct(grantPrincipal) && ownRoles.has(grantPrincipal))
    acknowledgeWildcards(grantPrincipal, grant.resourceArns, reason);
  return iam.Grant.addToPrincipal({ grantee, ...grant });
}

/** CloudFormation's functions as text, as cdk-nag names findings: `<Table.Arn>/index/*`. */
function flat(value: any): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(flat).join(value['Fn::Join'][0]);
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'].join('.')}>`;
  if (value.Ref) return `<${value.Ref}>`;
  return JSON.stringify(value);
}

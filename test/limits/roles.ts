import type { SynthesisedStack } from '../support/assembly';
import { listOf, ofType, type Resource } from '../support/cloudformation/template';

/** A right that somebody has. */
interface Right {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Why a `*` or `?` stands in it; undefined where none does, or nobody says why. */
  readonly reason?: string;
}

/** All rights that a stack gives: to its roles, and on its resources to others. */
export interface Rights {
  /** As Markdown, for people to review. */
  readonly text: string;
  /** Wildcards that nobody gives a reason for, a line each. */
  readonly unexplained: readonly string[];
}

/**
 * @param reasons for wildcards that no construct acknowledges as cdk-nag's finding `AwsSolutions-IAM5[...]`: by what a role's ends in, and
 * by whom a resource's is for
 */
export function rightsOf(stack: SynthesisedStack, reasons: Readonly<Record<string, string>>): Rights {
  const { template } = stack;
  const unexplained: string[] = [];
  const paths = pathsOf(template.Resources);
  const readable = (value: unknown) =>
    flat(value, (id, attribute) => `‹${paths[id] ?? PSEUDO[id] ?? id}›${!attribute || attribute === 'Arn' ? '' : `.${attribute}`}`);

  /** Where a role's own construct or one around it acknowledges the wildcard. */
  const acknowledged = (role: string, finding: string): string | undefined =>
    Object.entries(stack.metadata)
      .filter(([path]) => `/${template.Resources[role]?.Metadata?.['aws:cdk:path']}`.startsWith(`${path}/`))
      .flatMap(([, entries]) => entries)
      .map(({ type, data }) => (type === 'aws:cdk:acknowledged-rules' ? (data as Record<string, string>)[finding] : undefined))
      .find(Boolean);

  const right = (role: string, { Action, Resource, Condition }: Statement): Right => {
    const actions = listOf(Action);
    const only = Condition ? [`(only if ${JSON.stringify(Condition)})`] : [];
    const resources = [...listOf(Resource).map(readable), ...only];
    const wild = [
      ...actions.filter(isWild).map((action) => ({ shown: action, finding: `Action::${action}` })),
      ...listOf(Resource)
        .map((resource) => ({
          shown: readable(resource),
          finding: `Resource::${flat(resource, (...reference) => `<${reference.join('.')}>`)}`,
        }))
        .filter(({ shown }) => isWild(shown)),
    ];
    const found = wild.map(({ shown, finding }) => {
      const [, ending] = Object.entries(reasons).find(([end]) => shown.endsWith(end)) ?? [];
      const reason = acknowledged(role, `AwsSolutions-IAM5[${finding}]`) ?? ending;
      if (!reason) unexplained.push(`${paths[role]}: ${actions.join(', ')} on ${shown}`);
      return reason ?? NO_REASON;
    });
    return { actions, resources, ...(found.length > 0 && { reason: [...new Set(found)].join(' ') }) };
  };

  const roles = ofType(template, 'AWS::IAM::Role').map(([id, { Properties }]) => {
    const policies = ofType(template, 'AWS::IAM::Policy').filter(([, policy]) =>
      policy.Properties.Roles.some(({ Ref }: any) => Ref === id),
    );
    const documents = [...listOf<any>(Properties.Policies), ...policies.map(([, policy]) => policy.Properties)];
    const statements = documents.flatMap(({ PolicyDocument }) => listOf<Statement>(PolicyDocument.Statement));
    const managed = listOf(Properties.ManagedPolicyArns).map((arn) => ({ actions: ['(managed policy)'], resources: [readable(arn)] }));
    const by = listOf<Statement>(Properties.AssumeRolePolicyDocument.Statement).map(principalOf(readable));
    return [
      `## ${paths[id]}`,
      '',
      `Assumed by ${by.join(', ')}.`,
      '',
      ...table([...statements.map((each) => right(id, each)), ...managed]),
    ];
  });
  const others = [
    ...['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'].flatMap((type) =>
      ofType(template, type).flatMap(([, { Properties }]) => listOf<Statement>(Properties.PolicyDocument.Statement)),
    ),
    ...ofType(template, 'AWS::Lambda::Permission').map(([, { Properties }]) => permission(Properties)),
  ].filter(({ Effect }) => Effect === 'Allow');
  const given = others.map((each) => {
    const [who, resources] = [principalOf(readable)(each), listOf(each.Resource).map(readable)];
    const from = Object.values(each.Condition ?? {}).flatMap((test) => Object.values(test).map(readable));
    const wild = [...listOf(each.Action), ...resources, ...from].filter(isWild);
    if (wild.length > 0 && !reasons[who]) unexplained.push(`${who}: ${wild.join(', ')}`);
    const reason = wild.length > 0 ? (reasons[who] ?? NO_REASON) : '';
    return `| ${who} | ${listOf(each.Action).join(', ')} | ${resources.join(', ')} | ${from.join(', ')} | ${reason} |`;
  });
  const text = [
    ...[...roles].sort(([a], [b]) => (a! < b! ? -1 : 1)).flat(),
    '## On resources, to others',
    '',
    '| who | actions | resources | from | why a wildcard |',
    '|---|---|---|---|---|',
    ...[...new Set(given)].sort(),
  ];
  return { text: `${text.join('\n')}\n`, unexplained };
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: Readonly<Record<string, unknown>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const PSEUDO: Readonly<Record<string, string>> = { 'AWS::Partition': 'partition', 'AWS::Region': 'region', 'AWS::AccountId': 'account' };

const NO_REASON = '**none given**';
const isWild = (text: string) => /[*?]/.test(text);

function table(rights: readonly Right[]): string[] {
  const rows = rights.map(({ actions, resources, reason = '' }) => `| ${actions.join(', ')} | ${resources.join(', ')} | ${reason} |`);
  return ['| actions | resources | why a wildcard |', '|---|---|---|', ...rows, ''];
}

/** A permission is a statement of its function's policy. */
function permission({ Action, FunctionName, Principal, SourceArn }: any): Statement {
  return {
    Effect: 'Allow',
    Action,
    Resource: FunctionName,
    Principal: { Service: Principal },
    ...(SourceArn && { Condition: { ArnLike: { 'AWS:SourceArn': SourceArn } } }),
  };
}

function principalOf(readable: (value: unknown) => string) {
  return ({ Principal = {} }: Statement) => Object.values(Principal).flatMap(listOf).map(readable).join(', ');
}

/** Construct paths without what all resources of a stack have in common, and without `/Resource`. */
function pathsOf(resources: Readonly<Record<string, Resource>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(resources).map(([id, { Metadata }]) => [
      id,
      String(Metadata?.['aws:cdk:path'] ?? id)
        .replace(/\/Resource$/, '')
        .replace(/^.*\/Backend\//, '')
        .replace(/^[^/]+\/(?=Custom::)/, ''),
    ]),
  );
}

/** CloudFormation's functions as text, references as `name` has them. */
function flat(value: any, name: (id: string, ...attribute: string[]) => string): string {
  if (typeof value === 'string') return value;
  if (value.Ref) return name(value.Ref);
  if (value['Fn::GetAtt']) return name(...(value['Fn::GetAtt'] as [string, string]));
  if (value['Fn::Join']) return value['Fn::Join'][1].map((each: unknown) => flat(each, name)).join(value['Fn::Join'][0]);
  if (typeof value['Fn::Sub'] === 'string') return value['Fn::Sub'].replace(/\$\{([^}]+)\}/g, (_: string, id: string) => name(id));
  throw new Error(`not known in a policy: ${JSON.stringify(value)}`);
}

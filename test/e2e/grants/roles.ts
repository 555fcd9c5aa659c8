import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { listOf } from '../../support/cloudformation/template';
import { type Deployment, sdkOf } from '../deployment';

/** One action on one resource, by a role of a deployed backend. */
export interface Grant {
  /** Its logical id without what all have: `DataHandler`, `FunctionsclerkHandler`. */
  readonly role: string;
  readonly action: string;
  /** An ARN, or a pattern of ARNs. */
  readonly resource: string;
}

interface Policy {
  readonly RoleName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** The inline policies of a stack's backend, each grant of which can be taken away for a while. */
export class Roles {
  private constructor(
    private readonly iam: IAMClient,
    private readonly policies: ReadonlyMap<string, readonly Policy[]>,
  ) {}

  public static async of(to: Deployment): Promise<Roles> {
    const iam = new IAMClient(sdkOf(to.endpoint));
    const cloudFormation = new CloudFormationClient(sdkOf(to.endpoint));
    const { StackResourceSummaries = [] } = await cloudFormation.send(new ListStackResourcesCommand({ StackName: to.stack }));
    const policies = new Map<string, Policy[]>();
    for (const { LogicalResourceId: id = '', PhysicalResourceId: RoleName = '', ResourceType } of StackResourceSummaries) {
      const [, role] = /^Backend(.+)Role[0-9A-F]{8}$/.exec(id) ?? [];
      if (ResourceType !== 'AWS::IAM::Role' || role === undefined) continue;
      const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
      const read = PolicyNames.map(async (PolicyName) => {
        const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        return { RoleName, PolicyName, PolicyDocument: decodeURIComponent(PolicyDocument) };
      });
      policies.set(role, await Promise.all(read));
    }
    return new Roles(iam, policies);
  }

  /** Every grant once, also what several statements give. */
  public get grants(): Grant[] {
    const grants = [...this.policies].flatMap(([role, policies]) =>
      policies.flatMap(({ PolicyDocument }) =>
        statementsOf(PolicyDocument).flatMap(({ Action, Resource }) =>
          listOf(Action).flatMap((action) => listOf(Resource).map((resource) => ({ role, action, resource }))),
        ),
      ),
    );
    return [...new Map(grants.map((grant) => [JSON.stringify(grant), grant])).values()];
  }

  /** Does something while the role has all its grants but one. */
  public async without<T>(grant: Grant, act: () => Promise<T>): Promise<T> {
    const policies = this.policies.get(grant.role) ?? [];
    await Promise.all(policies.map((policy) => this.put({ ...policy, PolicyDocument: less(policy.PolicyDocument, grant) })));
    try {
      return await act();
    } finally {
      await Promise.all(policies.map((policy) => this.put(policy)));
    }
  }

  private put(policy: Policy): Promise<unknown> {
    return this.iam.send(new PutRolePolicyCommand(policy));
  }
}

const statementsOf = (document: string): readonly Statement[] => listOf(JSON.parse(document).Statement);

/** A policy with the action on that resource taken out of every statement; all else that a statement gives stays. */
function less(document: string, { action, resource }: Grant): string {
  const Statement = statementsOf(document).flatMap((statement) => {
    const [actions, resources] = [listOf(statement.Action), listOf(statement.Resource)];
    if (!actions.includes(action) || !resources.includes(resource)) return [statement];
    return [
      { ...statement, Action: actions.filter((each) => each !== action) },
      { ...statement, Action: [action], Resource: resources.filter((each) => each !== resource) },
    ].filter(({ Action, Resource }) => Action.length > 0 && Resource.length > 0);
  });
  return JSON.stringify({ ...JSON.parse(document), Statement });
}

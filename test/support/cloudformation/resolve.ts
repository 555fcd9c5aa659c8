import type { Resource, Template } from './template';

/** The longest of each that AWS has, though no deployment has all of them. */
const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-southeast-1',
  'AWS::URLSuffix': 'amazonaws.com.cn',
};

const arn = (service: string, rest: string, region = PSEUDO_PARAMETERS['AWS::Region']) =>
  `arn:${PSEUDO_PARAMETERS['AWS::Partition']}:${service}:${region}:${PSEUDO_PARAMETERS['AWS::AccountId']}:${rest}`;

interface Named {
  /** As given, else as long as CloudFormation makes one. */
  readonly name: string;
  readonly properties: any;
}

/** What `Ref` and `Fn::GetAtt` answer for a type, and how long a name CloudFormation makes for it may be. */
interface Kind {
  /** The property that names it. */
  readonly named?: string;
  readonly longest?: number;
  ref(named: Named): string;
  readonly attributes?: Readonly<Record<string, (named: Named) => string>>;
}

const byName = ({ name }: Named) => name;

const table: Kind = {
  named: 'TableName',
  longest: 255,
  ref: byName,
  attributes: {
    Arn: ({ name }) => arn('dynamodb', `table/${name}`),
    StreamArn: ({ name }) => arn('dynamodb', `table/${name}/stream/2026-01-01T00:00:00.000`),
  },
};

const KINDS: Readonly<Record<string, Kind>> = {
  'AWS::ApiGatewayV2::Api': {
    ref: () => 'abcdefghij',
    attributes: { ApiEndpoint: () => `https://abcdefghij.execute-api.${PSEUDO_PARAMETERS['AWS::Region']}.amazonaws.com` },
  },
  'AWS::ApiGatewayV2::Authorizer': { ref: () => 'abcdef' },
  'AWS::ApiGatewayV2::Integration': { ref: () => 'abcdefg' },
  'AWS::Cognito::UserPool': {
    ref: () => `${PSEUDO_PARAMETERS['AWS::Region']}_AbCdEfGhI`,
    attributes: {
      Arn: () => arn('cognito-idp', `userpool/${PSEUDO_PARAMETERS['AWS::Region']}_AbCdEfGhI`),
      ProviderURL: () => 'https://cognito-idp.ap-southeast-1.amazonaws.com/ap-southeast-1_AbCdEfGhI',
    },
  },
  'AWS::Cognito::UserPoolClient': { ref: () => 'a'.repeat(26) },
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::Events::Rule': { named: 'Name', longest: 64, ref: byName, attributes: { Arn: ({ name }) => arn('events', `rule/${name}`) } },
  'AWS::IAM::Role': { named: 'RoleName', longest: 64, ref: byName, attributes: { Arn: ({ name }) => arn('iam', `role/${name}`, '') } },
  'AWS::Lambda::Function': {
    named: 'FunctionName',
    longest: 64,
    ref: byName,
    attributes: { Arn: ({ name }) => arn('lambda', `function:${name}`) },
  },
  'AWS::Logs::LogGroup': {
    named: 'LogGroupName',
    longest: 512,
    ref: byName,
    attributes: { Arn: ({ name }) => arn('logs', `log-group:${name}:*`) },
  },
  'AWS::S3::Bucket': { named: 'BucketName', longest: 63, ref: byName, attributes: { Arn: ({ name }) => `arn:aws-us-gov:s3:::${name}` } },
  'AWS::SecretsManager::Secret': { named: 'Name', longest: 512, ref: ({ name }) => arn('secretsmanager', `secret:${name}-AbCdEf`) },
  'AWS::SNS::Topic': { named: 'TopicName', longest: 256, ref: ({ name }) => arn('sns', name) },
  'AWS::SQS::Queue': {
    named: 'QueueName',
    longest: 80,
    ref: ({ name }) => `https://sqs.${PSEUDO_PARAMETERS['AWS::Region']}.amazonaws.com/${PSEUDO_PARAMETERS['AWS::AccountId']}/${name}`,
    attributes: { Arn: ({ name }) => arn('sqs', name), QueueName: byName },
  },
  'AWS::SSM::Parameter': { named: 'Name', longest: 2048, ref: byName },
  'Custom::PlinthPlatformApplication': { ref: ({ properties }) => arn('sns', `app/APNS_SANDBOX/${properties.name}`) },
};

/**
 * A template's values as a deployment has them, each as long as it can be: what AWS's limits are about.
 * @throws for a type, attribute or function that it does not know, so that none is counted as nothing
 */
export class Resolver {
  public constructor(
    private readonly template: Template,
    private readonly stackName: string,
  ) {}

  public resolve(value: any): any {
    if (Array.isArray(value)) return value.map((each) => this.resolve(each));
    if (typeof value !== 'object' || value === null) return value;
    const [[key, argument] = ['', undefined], ...others] = Object.entries<any>(value);
    if (others.length === 0 && key === 'Ref') return this.ref(argument);
    if (others.length === 0 && key.startsWith('Fn::')) return this.call(key, argument);
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.resolve(each)]));
  }

  /** A resource's physical name, as given or as long as CloudFormation makes one: `<stack>-<logical id>-<13 characters>`, cut. */
  public nameOf(logicalId: string, { Type, Properties = {} }: Resource): string {
    const { named, longest = 255 } = kindOf(Type);
    const given = named && Properties[named];
    return given === undefined ? `${this.stackName}-${logicalId}-ABCDEFGHIJKLM`.slice(0, longest) : this.resolve(given);
  }

  private call(name: string, argument: any): unknown {
    if (name === 'Fn::GetAtt') return this.attribute(argument[0], argument[1]);
    if (name === 'Fn::Join') return this.resolve(argument[1]).join(argument[0]);
    if (name === 'Fn::Sub' && typeof argument === 'string')
      return argument.replace(/\$\{([^}]+)\}/g, (_, each: string) => {
        const [id, attribute] = each.split(/\.(.*)/s) as [string, string?];
        return attribute === undefined ? this.ref(id) : this.attribute(id, attribute);
      });
    throw new Error(`${name} is not resolved in tests: ${JSON.stringify(argument)}`);
  }

  private ref(id: string): string {
    const pseudo = id === 'AWS::StackName' ? this.stackName : PSEUDO_PARAMETERS[id];
    if (pseudo !== undefined) return pseudo;
    const { resource, named } = this.find(id);
    return kindOf(resource.Type).ref(named);
  }

  private attribute(id: string, attribute: string): string {
    const { resource, named } = this.find(id);
    const answer = kindOf(resource.Type).attributes?.[attribute];
    if (!answer) throw new Error(`the attribute ${attribute} of ${resource.Type} is not resolved in tests`);
    return answer(named);
  }

  private find(id: string): { resource: Resource; named: Named } {
    const resource = this.template.Resources[id];
    if (!resource) throw new Error(`${id} is not in the template`);
    return { resource, named: { name: this.nameOf(id, resource), properties: resource.Properties ?? {} } };
  }
}

function kindOf(type: string): Kind {
  const kind = KINDS[type];
  if (!kind) throw new Error(`what ${type} is called when deployed is not known in tests`);
  return kind;
}

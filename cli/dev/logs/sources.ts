import type { Manifest } from '../../../lib/manifest/index.js';
import type { Resource, Template } from '../../deploy/template.js';

/** A Lambda function of a stack, with the log that it writes. */
export interface LoggingFunction {
  /** As the app names it: `summarize`, or of a handler of Plinth's `data`. */
  readonly name: string;
  /** Whether the app's own code runs in it; of Plinth's handlers only errors are worth a line. */
  readonly own: boolean;
  /** The logical id of its log group; otherwise it writes to `/aws/lambda/` and its own name. */
  readonly logGroupId: string | undefined;
  readonly logicalId: string;
}

/** A queue that keeps what a function failed at. */
export interface DeadLetterQueue {
  readonly logicalId: string;
  /** The name of the function that failed. */
  readonly functionName: string;
  /** How often a message is tried before it comes here. */
  readonly attempts: number;
}

const HANDLER = /\/([^/]+)\/Handler\/Function\/Resource$/;
/** CDK's own custom resources: CloudFormation says why they fail. */
const OF_CDK = /(?:^|\/)(?:Custom::|LogRetention[0-9a-f]{32}|AWS[0-9a-f]{32}|BucketNotificationsHandler|framework-)/;

/** The functions of a template whose log a developer may want to see. CDK writes the path of each construct into the template. */
export function loggingFunctions(template: Template, manifests: readonly Manifest[]): LoggingFunction[] {
  const declared = new Set(manifests.flatMap(({ functions }) => Object.keys(functions?.functions ?? {})));
  return resources(template, 'AWS::Lambda::Function').flatMap(([logicalId, resource]) => {
    const path = pathOf(logicalId, resource);
    if (OF_CDK.test(path)) return [];
    const built = HANDLER.exec(path)?.[1];
    const own = built === undefined || declared.has(built);
    const name = own
      ? (built ??
        (path
          .replace(/\/Resource$/, '')
          .split('/')
          .at(-1) as string))
      : built.toLowerCase();
    const { LogGroup } = (resource.Properties?.LoggingConfig ?? {}) as { readonly LogGroup?: { readonly Ref?: string } };
    return [{ name, own, logGroupId: LogGroup?.Ref, logicalId }];
  });
}

/** The dead-letter queues of the queues and streams that feed these functions. */
export function deadLetterQueues(template: Template, functions: readonly LoggingFunction[]): DeadLetterQueue[] {
  return resources(template, 'AWS::Lambda::EventSourceMapping').flatMap(([, { Properties = {} }]) => {
    const fed = functions.find(({ logicalId }) => logicalId === (Properties.FunctionName as Reference | undefined)?.Ref);
    if (fed === undefined) return [];
    const source = arnOf(Properties.EventSourceArn);
    const redrive = template.Resources?.[source ?? '']?.Properties?.RedrivePolicy as Redrive | undefined;
    const destination = Properties.DestinationConfig as { readonly OnFailure?: { readonly Destination?: unknown } } | undefined;
    const logicalId = arnOf(redrive?.deadLetterTargetArn ?? destination?.OnFailure?.Destination);
    if (logicalId === undefined) return [];
    const attempts = redrive?.maxReceiveCount ?? Number(Properties.MaximumRetryAttempts ?? 0) + 1;
    return [{ logicalId, functionName: fed.name, attempts }];
  });
}

interface Reference {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly [logicalId: string, attribute: string];
}

interface Redrive {
  readonly deadLetterTargetArn: Reference;
  readonly maxReceiveCount: number;
}

function arnOf(value: unknown): string | undefined {
  return (value as Reference | undefined)?.['Fn::GetAtt']?.[0];
}

function resources({ Resources = {} }: Template, type: string): [logicalId: string, resource: Resource][] {
  return Object.entries(Resources).filter(([, { Type }]) => Type === type);
}

/** Without paths in the template (an app may switch them off) the logical id has to do. */
function pathOf(logicalId: string, { Metadata }: Resource): string {
  const path = Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path : logicalId;
}

import type { LambdaContext } from '../shared/deadline.js';
import { isResponseUrl } from './response-url.js';

/**
 * What CloudFormation sends for a custom resource.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export interface CustomResourceEvent<Properties> {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Presigned: where the answer goes. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  /** Absent for a create. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
}

export interface ResourceRequest<Properties> {
  readonly type: CustomResourceEvent<Properties>['RequestType'];
  readonly physicalId?: string;
  readonly properties: Properties;
  /** ARN of the function that does the work. */
  readonly functionArn: string;
}

export interface Outcome {
  /** What the resource is from now on. Another one than before is a replacement. */
  readonly physicalId?: string;
}

/** Why a request is refused, in words that are fit for a stack's events. What any other error says stays out of them. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export interface CustomResourceOptions<Properties> {
  readonly provide: (request: ResourceRequest<Properties>) => Promise<Outcome>;
  /** AWS's endpoint, where it is none of AWS's own: an emulator's. Answers may go there, too. */
  readonly endpoint?: string;
  /** Puts the answer. Another attempt is made where it rejects. */
  readonly put: (url: string, body: string) => Promise<void>;
  /** Receives a line of JSON. @default console.log */
  readonly log?: (line: string) => void;
}

interface Context extends LambdaContext {
  readonly invokedFunctionArn: string;
}

/** The physical id of what was never made: CloudFormation asks for its deletion. */
const NOT_CREATED = 'not-created';

/** Milliseconds that are kept for the answer itself. */
const RESERVE = 10_000;

/** CloudFormation takes 4,096 bytes of answer. */
const MAX_REASON = 1_000;

const ATTEMPTS = 4;

/**
 * A Lambda function behind a custom resource. It answers in any case, in time: CloudFormation would wait for an hour. Where the answer
 * itself cannot be put it throws, so that Lambda sends the request again; what it does is the same a second time.
 * Where the answer would go elsewhere than to CloudFormation it throws before it does anything.
 */
export function customResource<Properties>({ provide, endpoint, put, log = console.log }: CustomResourceOptions<Properties>) {
  return async (event: CustomResourceEvent<Properties>, context: Context): Promise<void> => {
    if (!isResponseUrl(event.ResponseURL, endpoint)) throw new Refusal('The ResponseURL is none of CloudFormation’s.');
    const { RequestType: type, StackId, RequestId, LogicalResourceId, PhysicalResourceId: physicalId } = event;
    const request = { type, physicalId, properties: event.ResourceProperties, functionArn: context.invokedFunctionArn };
    const { Status, Reason, id } = await within(context.getRemainingTimeInMillis() - RESERVE, provide(request)).then(
      (outcome) => ({ Status: 'SUCCESS', Reason: undefined, id: outcome.physicalId ?? physicalId }),
      (error) => ({ Status: 'FAILED', Reason: reasonOf(error), id: physicalId }),
    );
    log(
      JSON.stringify({ level: Reason === undefined ? 'info' : 'error', type, resource: LogicalResourceId, status: Status, reason: Reason }),
    );
    const body = JSON.stringify({ Status, Reason, PhysicalResourceId: id ?? NOT_CREATED, StackId, RequestId, LogicalResourceId });
    await persist(() => put(event.ResponseURL, body));
  };
}

function reasonOf(error: unknown): string {
  const reason =
    error instanceof Refusal ? error.message : `The handler failed with ${error instanceof Error ? error.name : 'what is no error'}.`;
  return reason.slice(0, MAX_REASON);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('AWS did not answer in time. Try again.')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function persist(action: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** attempt));
    }
  }
}

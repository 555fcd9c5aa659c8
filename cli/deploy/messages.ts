import type { IIoHost, IoMessage, IoRequest } from '@aws-cdk/toolkit-lib';
import { readableError } from '../dev/readable.js';
import type { Log } from '../log.js';

/** What CDK's library says of one resource, as far as it is read here. */
interface ResourceEvent {
  readonly event?: {
    readonly LogicalResourceId?: string;
    readonly ResourceType?: string;
    readonly ResourceStatus?: string;
    readonly ResourceStatusReason?: string;
  };
}

/** What a person is asked before a deployment. */
interface Confirmation {
  readonly permissionChangeType?: string;
}

export interface MessagesOptions {
  /** Says of each resource when it is done. @default false: what fails alone is said */
  readonly resources?: boolean;
  /** Whether more rights than before may be given; asked with what they are. @default they may */
  readonly approve?: (question: string) => Promise<boolean>;
}

const APP_PRINTED = 'CDK_ASSEMBLY_I1001';
const APP_PRINTED_ERROR = 'CDK_ASSEMBLY_E1002';
const RESOURCE_EVENT = 'CDK_TOOLKIT_I5502';
const MAY_DEPLOY = 'CDK_TOOLKIT_I5060';

/** Listens to CDK's library: passes on what a person wants to see, and keeps what explains a failure. Agrees to what it asks, but for rights. */
export class CdkMessages implements IIoHost {
  private printed: string[] = [];
  private errors: string[] = [];
  private failed: string[] = [];
  private readonly warned = new Set<string>();

  constructor(
    private readonly log: Log,
    /** The folder of the app. */
    private readonly cwd: string,
    private readonly options: MessagesOptions = {},
  ) {}

  async notify({ code, level, message, data }: IoMessage<unknown>): Promise<void> {
    if (code === APP_PRINTED) this.log.detail(message);
    else if (code === APP_PRINTED_ERROR) this.printed.push(message);
    else if (code === RESOURCE_EVENT) this.watch(data as ResourceEvent);
    else if (level === 'error') this.errors.push(message);
    else if (level === 'warn') this.warn(message);
  }

  async requestResponse<T>(request: IoRequest<unknown, T>): Promise<T> {
    const { approve } = this.options;
    const { permissionChangeType } = (request.data ?? {}) as Confirmation;
    if (approve === undefined || request.code !== MAY_DEPLOY || permissionChangeType !== 'broadening') return request.defaultResponse;
    return (await approve(request.message)) as T;
  }

  /** Begins a synthesis: what was kept of the one before explains nothing any more. */
  beginSynthesis(): void {
    this.printed = [];
    this.errors = [];
  }

  /** Begins a deployment; one (the bootstrap) may run beside a synthesis. */
  beginDeployment(): void {
    this.failed = [];
  }

  /** Why a synthesis failed: what the app printed, else what CDK says. */
  synthesisProblem(message: string): string {
    const printed = this.printed.join('\n').trim();
    return printed === '' ? [...this.errors, message].join('\n') : readableError(printed, this.cwd);
  }

  /** Why a deployment failed: CDK's message, less its ornament, and the resources that did. */
  deploymentProblem(message: string): string {
    const [first = ''] = message.split('\n');
    return [first.replace(/^[^\w"']+/, ''), ...this.failed].join('\n');
  }

  /** A warning is said once, not at every deployment. */
  private warn(message: string): void {
    if (this.warned.has(message)) return;
    this.warned.add(message);
    this.log.detail(message);
  }

  private watch({ event }: ResourceEvent): void {
    const { LogicalResourceId, ResourceType, ResourceStatus = '', ResourceStatusReason = '' } = event ?? {};
    if (this.options.resources && ResourceStatus.endsWith('_COMPLETE')) {
      this.log.detail(`${ResourceStatus.toLowerCase().replaceAll('_', ' ')}: ${LogicalResourceId} (${ResourceType})`);
    }
    // Those that were stopped since another failed say so and nothing else.
    if (!ResourceStatus.endsWith('_FAILED') || /cancelled/i.test(ResourceStatusReason)) return;
    this.failed.push(`${LogicalResourceId} (${ResourceType}): ${ResourceStatusReason || ResourceStatus}`);
  }
}

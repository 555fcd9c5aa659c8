import { AwsError } from './errors.js';
import { type CallOptions, createTransport, type TransportOptions } from './transport.js';
import { textOf } from './xml.js';

/** Attributes by name, as a platform application and an endpoint have them. */
export type Attributes = Readonly<Record<string, string>>;

export interface PublishInput {
  /** An endpoint, or a topic: one of both. */
  readonly TargetArn?: string;
  readonly TopicArn?: string;
  readonly Message: string;
  readonly MessageStructure?: 'json';
  /** Strings all. */
  readonly MessageAttributes?: Attributes;
}

/**
 * The operations of SNS that Plinth calls, in SNS's own words. Each rejects with an AwsError such as `NotFound`, `InvalidParameter`,
 * `EndpointDisabled`, `AuthorizationError`.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Operations.html
 */
export interface Sns {
  /** Returns the one that is there, where all attributes are the same. */
  createPlatformApplication(input: { Name: string; Platform: string; Attributes: Attributes }): Promise<{ PlatformApplicationArn: string }>;
  setPlatformApplicationAttributes(input: { PlatformApplicationArn: string; Attributes: Attributes }): Promise<void>;
  /** Succeeds, too, where there is none. */
  deletePlatformApplication(input: { PlatformApplicationArn: string }): Promise<void>;
  /** Returns the one that is there, where all attributes are the same; else `InvalidParameter`, with its ARN in the message. */
  createPlatformEndpoint(input: { PlatformApplicationArn: string; Token: string }, options?: CallOptions): Promise<{ EndpointArn: string }>;
  setEndpointAttributes(input: { EndpointArn: string; Attributes: Attributes }, options?: CallOptions): Promise<void>;
  /** Succeeds, too, where there is none. */
  deleteEndpoint(input: { EndpointArn: string }, options?: CallOptions): Promise<void>;
  /** Returns the one that is there. */
  subscribe(
    input: { TopicArn: string; Protocol: 'application'; Endpoint: string },
    options?: CallOptions,
  ): Promise<{ SubscriptionArn: string }>;
  unsubscribe(input: { SubscriptionArn: string }, options?: CallOptions): Promise<void>;
  publish(input: PublishInput, options?: CallOptions): Promise<{ MessageId: string }>;
}

/** What SNS says of an application, an endpoint or a subscription that is not there. */
export const isNotFound = (error: unknown): boolean => error instanceof AwsError && error.name.startsWith('NotFound');

type Parameters = Readonly<Record<string, string | undefined | Attributes>>;

export function createSns(options: TransportOptions): Sns {
  const send = createTransport({ name: 'sns', id: 'SNS' }, options);
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };

  async function call(action: string, parameters: Parameters, callOptions?: CallOptions, repeatable = true): Promise<string> {
    const answer = await send({ ...callOptions, headers, body: formOf(action, parameters), repeatable });
    return answer.body.toString();
  }

  return {
    createPlatformApplication: (input) => call('CreatePlatformApplication', input).then(answering('PlatformApplicationArn')),
    setPlatformApplicationAttributes: (input) => call('SetPlatformApplicationAttributes', input).then(nothing),
    deletePlatformApplication: (input) => call('DeletePlatformApplication', input).then(nothing),
    createPlatformEndpoint: (input, callOptions) => call('CreatePlatformEndpoint', input, callOptions).then(answering('EndpointArn')),
    setEndpointAttributes: (input, callOptions) => call('SetEndpointAttributes', input, callOptions).then(nothing),
    deleteEndpoint: (input, callOptions) => call('DeleteEndpoint', input, callOptions).then(nothing),
    subscribe: (input, callOptions) =>
      call('Subscribe', { ...input, ReturnSubscriptionArn: 'true' }, callOptions).then(answering('SubscriptionArn')),
    unsubscribe: (input, callOptions) => call('Unsubscribe', input, callOptions).then(nothing),
    // A message that was sent twice is seen twice.
    publish: ({ MessageAttributes, ...input }, callOptions) =>
      call('Publish', { ...input, ...flatten(MessageAttributes) }, callOptions, false).then(answering('MessageId')),
  };
}

/** Reads the one element of an answer. */
const answering =
  <Name extends string>(name: Name) =>
  (xml: string) =>
    ({ [name]: textOf(xml, name) ?? '' }) as Record<Name, string>;

const nothing = () => undefined;

/** A request of AWS's query protocol. @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
function formOf(action: string, parameters: Parameters): string {
  const form = new URLSearchParams({ Action: action, Version: '2010-03-31' });
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'string') form.set(name, value);
    else if (value) {
      for (const [place, [key, text]] of Object.entries(value).entries()) {
        form.set(`${name}.entry.${place + 1}.key`, key);
        form.set(`${name}.entry.${place + 1}.value`, text);
      }
    }
  }
  return form.toString();
}

/** Message attributes are a map of structures. */
function flatten(attributes: Attributes = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value], place) => {
      const entry = `MessageAttributes.entry.${place + 1}`;
      return [
        [`${entry}.Name`, name],
        [`${entry}.Value.DataType`, 'String'],
        [`${entry}.Value.StringValue`, value],
      ];
    }),
  );
}

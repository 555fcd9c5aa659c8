/**
 * What of API Gateway's event our handlers read.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export interface HttpEvent {
  /** `GET /data/{model}`: the route that matched, not the path. */
  readonly routeKey: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Decoded by API Gateway. */
  readonly pathParameters?: Readonly<Record<string, string | undefined>>;
  /** Decoded by API Gateway; values of a repeated name are joined by commas. */
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: {
    readonly requestId: string;
    readonly authorizer?: { readonly jwt?: { readonly claims: Readonly<Record<string, unknown>> } };
  };
}

/** Payload format 2.0 of an answer. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

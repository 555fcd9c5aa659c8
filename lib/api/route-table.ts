import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Fault } from '../manifest';
import { acknowledge } from './findings';

/** Routes to one function. */
export interface RouteOptions {
  /** Keys as API Gateway has them: `GET /search/{index}`. */
  readonly routeKeys: string[];

  /** The function that answers, in payload format 2.0. */
  readonly target: IFunction;

  /**
   * Whether they are open to callers without a token. All others ask for an access token of the backend's `Auth`.
   * @default false
   */
  readonly guests?: boolean;

  /**
   * Whether a backend without `Auth` goes without them, since guests have routes of their own to the same. Other routes that need a token
   * fail synthesis there.
   * @default false
   */
  readonly optional?: boolean;
}

/** The scope that Cognito puts into every access token of its own sign-in and into no id token, so that asking for it admits access tokens only. */
const ACCESS_TOKEN_SCOPE = 'aws.cognito.signin.user.admin';

/**
 * The routes of one API: an integration and a permission a function, not a route. They stand below their function, so that capabilities
 * in several stacks can be one backend. Those that need a token wait until somebody who can check it has joined.
 */
export class RouteTable {
  /** Routes that no authorizer has been given for. */
  private readonly waiting: RouteOptions[] = [];
  private readonly integrations = new Map<string, HttpLambdaIntegration>();
  private authorizer?: apigateway.IHttpRouteAuthorizer;

  public constructor(private readonly httpApi: () => apigateway.HttpApi) {}

  public authorizeWith(authorizer: apigateway.IHttpRouteAuthorizer): void {
    this.authorizer = authorizer;
    for (const routes of this.waiting.splice(0)) this.add(routes);
  }

  public add(routes: RouteOptions): void {
    if (!routes.guests && !this.authorizer) {
      this.waiting.push(routes);
      return;
    }
    for (const key of routes.routeKeys) {
      const [method, path] = key.split(' ') as [apigateway.HttpMethod, string];
      const route = new apigateway.HttpRoute(routes.target, key, {
        httpApi: this.httpApi(),
        routeKey: apigateway.HttpRouteKey.with(path, method),
        integration: this.integration(routes.target),
        ...(!routes.guests && { authorizer: this.authorizer, authorizationScopes: [ACCESS_TOKEN_SCOPE] }),
      });
      if (routes.guests) acknowledge(route, { 'AwsSolutions-APIG4': 'It is for guests: a declared rule admits everyone to it.' });
    }
  }

  /** Those that need a token and would not be there, since nobody can check one. */
  public faults(): Fault[] {
    const missing = this.waiting.filter(({ optional }) => !optional).flatMap(({ routeKeys }) => routeKeys);
    return missing.map((routeKey) => ({
      path: 'routes',
      message:
        `${routeKey} asks for an access token, and without auth nobody can check one: ` +
        "add new Auth(this, 'Auth', { api }), with the userPool and userPoolClient that you have, or say guests: true where everyone may call it",
    }));
  }

  private integration(target: IFunction): HttpLambdaIntegration {
    const known = this.integrations.get(target.node.path);
    if (known) return known;
    const made = new HttpLambdaIntegration('Integration', target, { scopePermissionToRoute: false });
    this.integrations.set(target.node.path, made);
    return made;
  }
}

import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { admitsGuests, guestRoute, type Operation, type RuleSpec } from '../manifest';
import type { BackendApi } from './backend-api';

/** The routes for callers without a session, made when the first rule admits them to the operation. */
export class GuestRoutes {
  private readonly waiting: Map<Operation, string>;

  /**
   * @param routes the operations' route keys for callers with a session
   */
  public constructor(
    private readonly api: BackendApi,
    private readonly target: IFunction,
    routes: Readonly<Partial<Record<Operation, string>>>,
  ) {
    this.waiting = new Map(Object.entries(routes) as [Operation, string][]);
  }

  /** Makes the routes that these rules ask for and nobody has asked for before. */
  public admit(rules: readonly RuleSpec[]): void {
    const routeKeys: string[] = [];
    for (const [operation, routeKey] of this.waiting) {
      if (!admitsGuests(rules, operation)) continue;
      routeKeys.push(guestRoute(routeKey));
      this.waiting.delete(operation);
    }
    if (routeKeys.length > 0) this.api.addRoutes({ routeKeys, target: this.target, guests: true });
  }
}

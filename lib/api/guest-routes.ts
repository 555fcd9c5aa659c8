import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { admitsGuests, guestRoute, type Operation, type Ruled } from '../manifest';
import type { BackendApi } from './backend-api';

/** The routes for callers without a session, made when the first rule admits them to one of its operations. */
export class GuestRoutes {
  private readonly waiting: Map<string, readonly Operation[]>;

  /**
   * @param routes the route keys for callers with a session, by name
   * @param operations what each is for, by the same names
   */
  public constructor(
    private readonly api: BackendApi,
    private readonly target: IFunction,
    routes: Readonly<Record<string, string>>,
    operations: Readonly<Record<string, readonly Operation[]>>,
  ) {
    this.waiting = new Map(Object.entries(routes).map(([name, routeKey]) => [routeKey, operations[name] ?? []]));
  }

  /** Makes the routes that these rules ask for and nobody has asked for before. */
  public admit(ruled: Ruled): void {
    const routeKeys: string[] = [];
    for (const [routeKey, operations] of this.waiting) {
      if (!operations.some((operation) => admitsGuests(ruled, operation))) continue;
      routeKeys.push(guestRoute(routeKey));
      this.waiting.delete(routeKey);
    }
    if (routeKeys.length > 0) this.api.addRoutes({ routeKeys, target: this.target, guests: true });
  }
}

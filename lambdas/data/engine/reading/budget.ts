/** What reading may cost: requests of DynamoDB, and bytes that it reads. */
export class Budget {
  /** Spent so far. */
  requests = 0;
  bytes = 0;

  /** @param within a larger budget, of which this is a part */
  constructor(
    private readonly mostRequests: number,
    private readonly mostBytes: number,
    private readonly within?: Budget,
  ) {}

  get spent(): boolean {
    return this.requests >= this.mostRequests || this.bytes >= this.mostBytes || this.within?.spent === true;
  }

  /** Bytes that may still be read. */
  get left(): number {
    return Math.max(0, Math.min(this.mostBytes - this.bytes, this.within?.left ?? this.mostBytes));
  }

  /** A request is counted before it is sent, so that those beside it know. */
  request(): void {
    this.requests++;
    this.within?.request();
  }

  read(bytes: number): void {
    this.bytes += bytes;
    this.within?.read(bytes);
  }
}

/** Of a list, a count, or one list that is included. */
export const listBudget = (within?: Budget) => new Budget(10, 2 * 1024 * 1024, within);

/** Of all that one call includes. */
export const includeBudget = () => new Budget(1_000, 4_000_000);

/** One page of results; `cursor` is where to go on, absent at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
  /**
   * Why there are fewer items than asked for although more may follow: `budget`, what reading may cost was spent; `size`, an answer can hold
   * no more.
   */
  readonly stopped?: 'budget' | 'size';
}

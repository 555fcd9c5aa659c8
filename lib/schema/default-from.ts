/** Where a default comes from that only the moment of a create tells. */
export enum DefaultFrom {
  /** The time of the write: for a `datetime`. */
  NOW = 'now',
  /** Who calls, as in `owner`; nothing for a guest: for a `string` or an `id`. */
  CALLER = 'caller',
  /** A new UUIDv7: for a `string` or an `id`. @see https://www.rfc-editor.org/rfc/rfc9562#section-5.7 */
  UUID = 'uuid',
}

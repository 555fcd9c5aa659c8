/**
 * The id of an item whose id follows from the values of some fields, as links' do: the same values, the same id, and never another's.
 * It can be longer than an id may be (128 characters), where ids that somebody chose are long.
 */
export function idFrom(values: readonly string[]): string {
  // As in a JSON pointer: what separates cannot stand in a value.
  return values.map((value) => value.replaceAll('~', '~0')).join('~1');
}

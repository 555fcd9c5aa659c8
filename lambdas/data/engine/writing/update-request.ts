import type { Path } from '../../../../lib/manifest/index.js';
import type { AttributeMap, AttributeValue, Update } from '../../../shared/dynamodb/index.js';
import { Placeholders } from '../expressions.js';

/** One update of one stored item, put together part by part: what it sets and removes, and on which conditions. */
export class UpdateRequest {
  readonly placeholders = new Placeholders();
  readonly #sets: string[] = [];
  readonly #removes: string[] = [];
  readonly #adds: string[] = [];
  readonly #deletes: string[] = [];
  readonly #conditions: string[] = [];

  set(path: Path, value: AttributeValue): void {
    this.compute(path, () => this.placeholders.value(value));
  }

  /** Sets what is computed of what is there. @param of DynamoDB's words for the value, of those for the path */
  compute(path: Path, of: (name: string) => string): void {
    const name = this.placeholders.path(path);
    this.#sets.push(`${name} = ${of(name)}`);
  }

  remove(path: Path): void {
    this.#removes.push(this.placeholders.path(path));
  }

  /** To a set, which is made where there is none. */
  add(path: Path, members: AttributeValue): void {
    this.#adds.push(`${this.placeholders.path(path)} ${this.placeholders.value(members)}`);
  }

  /** From a set, which is no more where nothing is left of it. */
  delete(path: Path, members: AttributeValue): void {
    this.#deletes.push(`${this.placeholders.path(path)} ${this.placeholders.value(members)}`);
  }

  /** Sets those of the attributes that are there, and removes the others. */
  assign(names: Iterable<string>, attributes: AttributeMap): void {
    for (const name of names) {
      const value = attributes[name];
      if (value === undefined) this.remove([name]);
      else this.set([name], value);
    }
  }

  require(condition: string): void {
    this.#conditions.push(condition);
  }

  build(TableName: string, id: string): Update {
    const parts = { SET: this.#sets, REMOVE: this.#removes, ADD: this.#adds, DELETE: this.#deletes };
    const UpdateExpression = Object.entries(parts)
      .filter(([, clauses]) => clauses.length > 0)
      .map(([word, clauses]) => `${word} ${clauses.join(', ')}`)
      .join(' ');
    return {
      TableName,
      Key: { id: { S: id } },
      UpdateExpression,
      ConditionExpression: this.#conditions.join(' AND '),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...this.placeholders.attributes,
    };
  }
}

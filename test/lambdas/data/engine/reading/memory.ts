import type { ModelSpec } from '../../../../../lib/manifest/index';
import { createDataEngine } from '../../../../../lambdas/data/engine/index';
import { questionInJson } from '../../../../../lambdas/data/engine/reading/question';
import type { Access } from '../../../../../lambdas/shared/access';
import type { AttributeMap } from '../../../../../lambdas/shared/dynamodb/index';
import { type Item, writeItem } from '../../../../../lambdas/shared/model/item';
import { type Model, modelsOf } from '../../../../../lambdas/shared/model/model';
import { MemoryDynamoDb } from '../../../../support/memory-dynamodb/index';
import { indexesOf } from '../../../../support/memory-dynamodb/reading';
import { contextWith, manifestOf } from '../support';

/** A DynamoDB in memory with models in it, and an engine over it. */
export class Memory extends MemoryDynamoDb {
  /** Calls one after the other: those that were under way together are one. */
  roundTrips = 0;
  /** How many keys of a batch are left for later, by the number of batches so far. */
  unprocessed: (batches: number, keys: number) => number = () => 0;

  private readonly models: Model[];
  private underWay = 0;

  constructor(private readonly specs: Record<string, ModelSpec>) {
    const models = Object.keys(specs).map(modelsOf(manifestOf(specs), {}));
    super(indexesOf(models));
    this.models = models;
    this.pause = async () => {
      if (this.underWay++ === 0) this.roundTrips++;
      await new Promise(setImmediate);
      this.underWay--;
    };
  }

  model(name: string): Model {
    return this.models.find((model) => model.name === name) as Model;
  }

  /** Stores an item. */
  put(name: string, item: Record<string, unknown> & { id: string }): void {
    const at = '2026-01-01T00:00:00.000Z';
    const whole = { version: 1, createdAt: at, updatedAt: at, ...item } as Item;
    this.set(name, writeItem(this.model(name), whole));
  }

  set(name: string, attributes: AttributeMap): void {
    this.items(this.model(name).table).set((attributes.id as { S: string }).S, attributes);
  }

  engine() {
    const engine = createDataEngine(contextWith(this.client, this.specs));
    return {
      get: (access: Access, model: string, id: string, asked = {}) => engine.get(access, model, id, questionInJson(asked)),
      list: (access: Access, model: string, asked: object) => engine.list(access, model, questionInJson(asked)),
      count: (access: Access, model: string, asked: object) => engine.count(access, model, questionInJson(asked)),
      batchGet: (access: Access, model: string, asked: object) => engine.batchGet(access, model, questionInJson(asked)),
    };
  }

  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  /** The inputs of all calls, as a test looks into them. */
  get inputs(): any[] {
    return this.calls.map(({ input }) => input);
  }

  protected override batchGetItem({ RequestItems }: { RequestItems: Record<string, { Keys: AttributeMap[] }> }) {
    const [[table, { Keys }]] = Object.entries(RequestItems) as [[string, { Keys: AttributeMap[] }]];
    if (Keys.length === 0 || Keys.length > 100) throw new Error(`${Keys.length} keys`);
    if (new Set(Keys.map((key) => JSON.stringify(key))).size < Keys.length) throw new Error('a key twice');
    const read = Keys.length - this.unprocessed(this.count('batchGetItem'), Keys.length);
    const { Responses } = super.batchGetItem({ RequestItems: { [table]: { Keys: Keys.slice(0, read) } } });
    return { Responses, UnprocessedKeys: read < Keys.length ? { [table]: { Keys: Keys.slice(read) } } : {} };
  }
}

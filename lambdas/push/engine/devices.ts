import type { PushPlatform } from '../../../lib/manifest/index.js';
import { type DynamoDb, DynamoDbError, type AttributeMap, marshal, marshalItem, unmarshalItem } from '../../shared/dynamodb/index.js';

/** A registered device: one item, below its owner. */
export interface Device {
  readonly owner: string;
  readonly id: string;
  readonly platform: PushPlatform;
  /** ARN of its endpoint in SNS. */
  readonly endpoint: string;
  /** ARNs of its subscriptions, by topic. */
  readonly topics: Readonly<Record<string, string>>;
  /** RFC 3339. */
  readonly registeredAt: string;
}

/**
 * The table of devices. A second item for each device, below `#<id>`, says whose it is: with it, in one transaction, a token moves from
 * one owner to the next, and never has two. It holds no token and nothing expires: SNS tells which devices are gone.
 */
export interface Devices {
  get(owner: string, id: string): Promise<Device | undefined>;
  /** All of an owner's. */
  list(owner: string): Promise<Device[]>;
  /** The device of that id, whosever it is. */
  find(id: string): Promise<Device | undefined>;
  /** Writes a device, and removes the one that `before` was. @returns false where that has changed meanwhile */
  put(device: Device, before: Device | undefined): Promise<boolean>;
  /** @returns false where it is the owner's no more */
  remove(device: Device): Promise<boolean>;
  /** Notes a subscription, or with `undefined` its end. @returns false where the device is the owner's no more */
  setTopic(device: Device, topic: string, subscription: string | undefined): Promise<boolean>;
}

/** As `deviceId` makes them; DynamoDB would refuse some other text. */
const DEVICE_ID = /^[\w-]{32}$/;

const holderKey = (id: string): AttributeMap => ({ owner: { S: `#${id}` }, id: { S: 'holder' } });
const keyOf = ({ owner, id }: Pick<Device, 'owner' | 'id'>): AttributeMap => ({ owner: { S: owner }, id: { S: id } });

export function createDevices(dynamodb: DynamoDb, TableName: string): Devices {
  async function get(owner: string, id: string): Promise<Device | undefined> {
    if (!DEVICE_ID.test(id)) return undefined;
    const { Item } = await dynamodb.getItem({ TableName, Key: keyOf({ owner, id }), ConsistentRead: true });
    return read(Item);
  }

  return {
    get,

    async list(owner) {
      const devices: Device[] = [];
      let ExclusiveStartKey: AttributeMap | undefined;
      do {
        const page = await dynamodb.query({
          TableName,
          ExclusiveStartKey,
          KeyConditionExpression: '#owner = :owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':owner': { S: owner } },
        });
        devices.push(...(page.Items ?? []).map((item) => read(item) as Device));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return devices;
    },

    async find(id) {
      const { Item } = await dynamodb.getItem({ TableName, Key: holderKey(id), ConsistentRead: true });
      const holder = Item?.holder;
      return holder && 'S' in holder ? get(holder.S, id) : undefined;
    },

    put(device, before) {
      const moved = before !== undefined && before.owner !== device.owner;
      // Topics as they were read: a subscription made meanwhile is not lost.
      const asRead = before && {
        ConditionExpression: 'topics = :topics',
        ExpressionAttributeValues: { ':topics': marshal(before.topics) },
      };
      return happens(() =>
        dynamodb.transactWriteItems({
          TransactItems: [
            { Put: { TableName, Item: { ...holderKey(device.id), holder: { S: device.owner } }, ...heldBy(before?.owner) } },
            { Put: { TableName, Item: marshalItem({ ...device }), ...(!moved && asRead) } },
            ...(moved ? [{ Delete: { TableName, Key: keyOf(before), ...asRead } }] : []),
          ],
        }),
      );
    },

    remove(device) {
      return happens(() =>
        dynamodb.transactWriteItems({
          TransactItems: [
            { Delete: { TableName, Key: holderKey(device.id), ...heldBy(device.owner) } },
            { Delete: { TableName, Key: keyOf(device) } },
          ],
        }),
      );
    },

    setTopic(device, topic, subscription) {
      return happens(() =>
        dynamodb.updateItem({
          TableName,
          Key: keyOf(device),
          UpdateExpression: subscription === undefined ? 'REMOVE topics.#topic' : 'SET topics.#topic = :subscription',
          ConditionExpression: 'attribute_exists(id)',
          ExpressionAttributeNames: { '#topic': topic },
          ...(subscription !== undefined && { ExpressionAttributeValues: { ':subscription': { S: subscription } } }),
        }),
      );
    },
  };
}

const read = (item: AttributeMap | undefined) => item && (unmarshalItem(item) as unknown as Device);

/** The condition that the device is that owner's, or nobody's. */
const heldBy = (owner: string | undefined) =>
  owner === undefined
    ? { ConditionExpression: 'attribute_not_exists(holder)' }
    : { ConditionExpression: 'holder = :owner', ExpressionAttributeValues: { ':owner': { S: owner } } };

/** Whether a conditional write was carried out. */
async function happens(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (!(error instanceof DynamoDbError)) throw error;
    const refused = error.cancellationReasons?.some((reason) => reason.Code === 'ConditionalCheckFailed');
    if (refused || error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

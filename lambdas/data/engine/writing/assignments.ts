import { type FieldSpec, type Path, roomFor, type Update } from '../../../../lib/manifest/index.js';
import type { AttributeMap } from '../../../shared/dynamodb/index.js';
import { encode } from '../../../shared/model/encode.js';
import { attributesOf, encodeField, writeField } from '../../../shared/model/item.js';
import type { Model } from '../../../shared/model/model.js';
import type { UpdateRequest } from './update-request.js';

type Members = Readonly<Record<string, unknown>>;

/** Puts what an update does to an item that nobody has read in DynamoDB's words. */
export function assign(request: UpdateRequest, model: Model, { patch, operations }: Update): void {
  for (const [field, value] of Object.entries(patch)) setField(request, model, field, value);
  for (const operation of operations) operate(request, model, operation);
}

function setField(request: UpdateRequest, model: Model, field: string, value: unknown): void {
  if (model.spec.fields[field]?.type === 'object' && value !== null) {
    merge(request, model.spec.fields[field] as FieldSpec, [field], value as Members);
    return;
  }
  const attributes: AttributeMap = {};
  if (value !== null) writeField(model, field, value, attributes);
  request.assign(attributesOf(model, field), attributes);
}

/** Of an object that is there, only what changes. Where it is not there, the item as it is tells what becomes of it. */
function merge(request: UpdateRequest, { fields = {} }: FieldSpec, path: Path, change: Members): void {
  const { placeholders } = request;
  request.require(`attribute_type(${placeholders.path(path)}, ${placeholders.value({ S: 'M' })})`);
  for (const [name, value] of Object.entries(change)) {
    const field = fields[name] as FieldSpec;
    if (value === null) request.remove([...path, name]);
    else if (field.type === 'object') merge(request, field, [...path, name], value as Members);
    else request.set([...path, name], encode(field, value));
  }
}

/** What an operator does, and the room that it needs: where there is none, the item as it is tells whether that is true. */
function operate(request: UpdateRequest, model: Model, operation: Update['operations'][number]): void {
  const { placeholders } = request;
  const { field } = operation;
  const value = encodeField(model, field, operation.value);
  const room = roomFor(model.spec.fields[field] as FieldSpec, operation);
  if (room !== undefined && room !== 'unknown') {
    const name = placeholders.name(field);
    const measured = room.of === 'size' ? `size(${name})` : name;
    const bounds = [
      ...(room.least === undefined ? [] : [`${measured} >= ${placeholders.value({ N: String(room.least) })}`]),
      ...(room.most === undefined ? [] : [`${measured} <= ${placeholders.value({ N: String(room.most) })}`]),
    ];
    const within = bounds.length > 0 ? bounds.join(' AND ') : `attribute_exists(${name})`;
    request.require(room.absent ? `(attribute_not_exists(${name}) OR (${within}))` : `(${within})`);
  }
  const orElse = (name: string, absent: Parameters<typeof placeholders.value>[0]) =>
    `if_not_exists(${name}, ${placeholders.value(absent)})`;
  switch (operation.op) {
    case 'increment':
      return request.compute([field], (name) => `${orElse(name, { N: '0' })} + ${placeholders.value(value)}`);
    case 'append':
      return request.compute([field], (name) => `list_append(${orElse(name, { L: [] })}, ${placeholders.value(value)})`);
    case 'setIfAbsent':
      return request.compute([field], (name) => orElse(name, value));
    case 'addToSet':
      return request.add([field], value);
    case 'removeFromSet':
      return request.delete([field], value);
    case 'remove':
      throw new Error('Only the item as it is tells what is left of a list.');
  }
}

import { CAPABILITY_PROPS, HANDLER_OPTIONS } from '../api/structs';
import { type Members, struct } from '../structs';
import type { DataOptions, DataProps } from './data';

export const DATA_OPTIONS: Members<DataOptions> = {
  handler: struct(HANDLER_OPTIONS, '{ memorySize: 512 }'),
};

export const DATA_PROPS = struct<DataProps>({ ...CAPABILITY_PROPS, ...DATA_OPTIONS });

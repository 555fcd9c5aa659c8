import { RULE } from '../schema/rule';
import { BOOLEAN, list, oneOf, struct, textLike } from '../structs';
import { type BelongsToOptions, type HasOptions, type ManyToManyOptions, OnDelete } from './relation-options';

export const BELONGS_TO_OPTIONS = struct<BelongsToOptions>({
  field: textLike('notebookId'),
  required: BOOLEAN,
  immutable: BOOLEAN,
  unique: BOOLEAN,
  onDelete: oneOf('OnDelete', OnDelete),
});

export const HAS_OPTIONS = struct<HasOptions>({ relation: textLike('notebook') });

export const MANY_TO_MANY_OPTIONS = struct<ManyToManyOptions>({ through: textLike('notesTags'), rules: list(RULE) });

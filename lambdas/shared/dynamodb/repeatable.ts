import type { UpdateItemInput } from './types.js';

/** Names stand for what is no identifier, so a sign in an expression is an operator, and `ADD` and `list_append` are reserved words. */
const COMPUTES = /[+-]|\badd\b|\blist_append\b/i;

/** Whether an update leads to the same item when it is carried out twice. */
export const isRepeatable = (input: UpdateItemInput) => !COMPUTES.test(input.UpdateExpression);

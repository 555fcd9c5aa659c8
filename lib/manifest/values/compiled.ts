import { type Fields, SYSTEM_FIELDS } from '../fields';
import { compileFields, type FieldsCheck } from './compile';

/** Whose write is checked. The server side (`asAdmin`) sets also what is `readOnly`, and changes also what is `immutable`. */
export interface Writer {
  readonly asAdmin?: boolean;
}

/** Checks by the fields they come from, each compiled when first asked for. They hold no input. */
export const COMPILED = {
  values: remembered((fields) => compileFields(fields, 'whole')),
  create: byWriter('whole'),
  patch: byWriter('patch'),
};

function byWriter(mode: 'whole' | 'patch'): (fields: Fields, writer: Writer) => FieldsCheck {
  const forAdmin = remembered((fields) => compileFields(fields, mode, SYSTEM_FIELDS));
  const forCaller = remembered((fields) => compileFields(fields, mode, [...SYSTEM_FIELDS, ...readOnlyIn(fields)]));
  return (fields, { asAdmin = false }) => (asAdmin ? forAdmin : forCaller)(fields);
}

function readOnlyIn(fields: Fields): string[] {
  return Object.keys(fields).filter((name) => fields[name]?.readOnly);
}

function remembered(compile: (fields: Fields) => FieldsCheck): (fields: Fields) => FieldsCheck {
  const checks = new WeakMap<Fields, FieldsCheck>();
  return (fields) => {
    let check = checks.get(fields);
    if (check === undefined) {
      check = compile(fields);
      checks.set(fields, check);
    }
    return check;
  };
}

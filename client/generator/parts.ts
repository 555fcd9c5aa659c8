import {
  type AuthSection,
  type Fields,
  type FieldSpec,
  type FunctionSpec,
  type Manifest,
  type ModelSpec,
  NAME_PATTERN,
  type PushSection,
  type SpaceSpec,
} from '../../lib/manifest/index.js';

/** What of a manifest a client shows; a capability that has nothing in it shows nothing. */
export interface Parts {
  readonly auth?: AuthSection;
  readonly models: readonly (readonly [name: string, spec: ModelSpec])[];
  readonly spaces: readonly (readonly [name: string, spec: SpaceSpec])[];
  readonly functions: readonly (readonly [name: string, spec: FunctionSpec])[];
  /** Those with rules; the others are for triggers only. */
  readonly callable: readonly (readonly [name: string, spec: FunctionSpec])[];
  readonly push?: PushSection;
  /** Whether the client keeps anything: a session, or a device's registration. */
  readonly keeps: boolean;
}

/** @throws Error where a name could be anything but a name: names are written as code */
export function partsOf(manifest: Manifest): Parts {
  requireNames(manifest);
  const { auth, data, files, functions, push } = manifest;
  const all = Object.entries(functions?.functions ?? {});
  return {
    auth,
    models: Object.entries(data?.models ?? {}),
    spaces: Object.entries(files?.spaces ?? {}),
    functions: all,
    callable: all.filter(([, { rules }]) => rules !== undefined),
    push,
    keeps: auth !== undefined || push !== undefined,
  };
}

function requireNames({ data, files, functions, push }: Manifest): void {
  const models = Object.values(data?.models ?? {});
  const called = Object.values(functions?.functions ?? {});
  const named = [data?.models, files?.spaces, functions?.functions, push?.topics, ...models.map(({ indexes }) => indexes)];
  const declared = [...models.map(({ fields }) => fields), ...called.flatMap(({ input, output }) => [input, output])];
  for (const name of [...named.flatMap((group) => Object.keys(group ?? {})), ...declared.flatMap(fieldNames)]) {
    if (!NAME_PATTERN.test(name))
      throw new Error(`The manifest names something ${JSON.stringify(name)}, which is no name: it was not made by cdk-plinth.`);
  }
}

function fieldNames(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, field]) => [name, ...innerNames(field)]);
}

/** The names within a field, and its own as a type, with the small first letter of all others. */
function innerNames({ fields, items, typeName }: FieldSpec): string[] {
  const typed = typeName === undefined ? [] : [typeName.charAt(0).toLowerCase() + typeName.slice(1)];
  return [...typed, ...fieldNames(fields ?? {}), ...(items === undefined ? [] : innerNames(items))];
}

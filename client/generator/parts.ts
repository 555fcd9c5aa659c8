import type { AuthSection, FunctionSpec, Manifest, ModelSpec, PushSection, SpaceSpec } from '../../lib/manifest/index.js';

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

export function partsOf({ auth, data, files, functions, push }: Manifest): Parts {
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

import { admitsGuests, type PushSection, ruledModel } from '../../lib/manifest/index.js';
import { declareNamed } from './field-types.js';
import { declareFunction, functionMethod, nameFunction } from './functions.js';
import { declareImports, RESERVED } from './imports.js';
import { declareModel, declareModelAliases, type ModelTypes, nameModel } from './models.js';
import type { Parts } from './parts.js';
import { block, comment, Names, union } from './text.js';

/** The types of a backend's client: `index.d.ts`. */
export function declareClient(parts: Parts, header: string): string {
  const named = declareNamed([
    ...parts.models.map(([, { fields }]) => fields),
    ...parts.functions.flatMap(([, { input, output }]) => [input, output]),
  ]);
  const names = new Names([...RESERVED, ...named.keys()]);
  const models = new Map(parts.models.map(([name]) => [name, nameModel(names, name)]));
  const data = { models: Object.fromEntries(parts.models) };
  const functions = parts.functions.map(([name, spec]) => ({ name, spec, types: nameFunction(names, name, spec) }));
  const spaces = parts.spaces.map(([name]) => name);

  const client = [
    ...(parts.auth ? ['readonly auth: Auth;'] : []),
    ...(models.size > 0 ? ['readonly data: ClientData<Models>;'] : []),
    ...section(
      'files',
      spaces.map((name) => `readonly ${name}: FileSpace;`),
    ),
    ...section(
      'functions',
      functions.filter(({ spec }) => spec.rules).map(({ name, spec, types }) => functionMethod(name, spec, types)),
    ),
    ...(parts.push ? section('push', pushMethods(parts.push)) : []),
  ];
  const backend = [
    ...(models.size > 0
      ? ['data: Models;', 'asCaller: CallerData<Models>;', 'asAdmin: AdminData<Models>;']
      : ['data: {};', 'asCaller: {};', 'asAdmin: {};']),
    ...block(
      'functions: {',
      functions.map(({ name, spec, types }) => {
        const guest = spec.rules && admitsGuests({ rules: spec.rules }) ? '; guest: true' : '';
        return `${name}: { input: ${types.checkedInput}; output: ${types.result}${guest} };`;
      }),
      '};',
    ),
    `files: ${union(spaces) || 'never'};`,
    `topics: ${union(Object.keys(parts.push?.topics ?? {})) || 'never'};`,
  ];

  const declarations = [
    [declareImports(parts)],
    ...named.values(),
    ...parts.models.flatMap(([name, spec]) => declareModel(name, spec, models, ruledModel(data, spec))),
    ...(models.size > 0 ? [declareModels(parts, models), declareModelAliases()] : []),
    ...functions.flatMap(({ spec, types }) => declareFunction(spec, types)),
    [...comment('The calls of the backend.'), ...block('export interface BackendClient {', client, '}')],
    [
      ...comment('All types of the backend by name, for `cdk-plinth/server`. There is no such value.'),
      ...block('export interface Backend {', backend, '}'),
    ],
    [
      ...comment('A client of the backend that `config` names, as `plinth config` writes it.'),
      'export declare function createClient(config: BackendConfig, options?: ClientOptions): BackendClient;',
    ],
  ];
  return `${header}\n${declarations.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function section(name: string, members: readonly string[]): string[] {
  return members.length === 0 ? [] : block(`readonly ${name}: {`, members, '};');
}

function declareModels({ models }: Parts, types: ReadonlyMap<string, ModelTypes>): string[] {
  const lines = models.flatMap(([name, { description }]) => [...comment(description), `${name}: ${types.get(name)?.model};`]);
  return [...comment('The models of the backend by name. There is no such value.'), ...block('export interface Models {', lines, '}')];
}

function pushMethods({ platforms, topics }: PushSection): string[] {
  const topic = union(Object.keys(topics));
  const methods = [
    ...comment('Tells the backend how to reach this device, and keeps the registration. Again whenever the platform gives another token.'),
    `register(device: { platform: ${union(platforms) || 'string'}; token: string }, options?: CallOptions): Promise<Device>;`,
    ...comment('Before a sign-out, so that the device is not reached for a user who left it.'),
    'unregister(options?: CallOptions): Promise<void>;',
  ];
  if (topic !== '') {
    methods.push(
      `subscribe(topic: ${topic}, options?: CallOptions): Promise<void>;`,
      `unsubscribe(topic: ${topic}, options?: CallOptions): Promise<void>;`,
    );
  }
  return methods;
}

import { type Manifest, manifestHash } from '../../lib/manifest/index.js';
import { describeModel } from './data.js';
import type { OpenApiDocument, OperationObject } from './document.js';
import { describeSpace } from './files.js';
import { describeFunction } from './functions.js';
import { ANSWER_HEADERS, REQUEST_HEADERS } from './headers.js';
import { ACCESS_TOKEN, type Described } from './operation.js';
import { PROBLEM_SCHEMAS, problemResponses } from './problems.js';
import { describePush } from './push.js';
import { describeTransactions } from './several-writes.js';

export { answerSchema } from './answer-schema.js';
export type { OpenApiDocument } from './document.js';

export interface OpenApiOptions {
  /** Where the API is deployed, as `plinth config` writes it. @default the document names no server */
  readonly apiUrl?: string;
}

/**
 * The HTTP API of a backend as an OpenAPI 3.1 document: each operation that its rules give to anyone, by concrete path. `info.version`
 * is the hash of the manifest that clients generated from it send.
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function openApi(manifest: Manifest, { apiUrl }: OpenApiOptions = {}): OpenApiDocument {
  const described = describe(manifest);
  return {
    openapi: '3.1.1',
    info: {
      title: manifest.backendId,
      version: manifestHash(manifest),
      description: `The HTTP API of the backend ${manifest.backendId}, made with Plinth.`,
    },
    ...(apiUrl !== undefined && { servers: [{ url: apiUrl }] }),
    tags: tagsOf(described),
    paths: pathsOf(described),
    components: {
      schemas: Object.assign({}, PROBLEM_SCHEMAS, ...described.map(({ schemas }) => schemas)),
      responses: problemResponses(),
      headers: ANSWER_HEADERS,
      parameters: REQUEST_HEADERS,
      ...(manifest.auth !== undefined && { securitySchemes: { [ACCESS_TOKEN]: SECURITY_SCHEME } }),
    },
  };
}

const SECURITY_SCHEME = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: "An access token of the backend's Cognito user pool; an id token is refused.",
};

const TAGS = {
  data: 'Items of models.',
  files: 'Files: uploads and downloads go to S3 and from it, by what these answer.',
  functions: 'Functions of the backend.',
  push: 'Devices and the topics that they subscribe to.',
};

function describe(manifest: Manifest): Described[] {
  const { data, files, functions, push } = manifest;
  return [
    ...Object.entries(data?.models ?? {}).map(([name, model]) => describeModel(manifest, name, model)),
    ...(data === undefined ? [] : [describeTransactions(manifest)]),
    ...Object.entries(files?.spaces ?? {}).map(([name, space]) => describeSpace(manifest, name, space)),
    ...Object.entries(functions?.functions ?? {}).map(([name, spec]) => describeFunction(manifest, name, spec)),
    ...(push === undefined ? [] : [describePush(manifest, push)]),
  ];
}

function tagsOf(described: readonly Described[]): OpenApiDocument['tags'] {
  const used = new Set(described.flatMap(({ operations }) => operations.flatMap(([, operation]) => operation.tags)));
  return Object.entries(TAGS)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
}

function pathsOf(described: readonly Described[]): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const [routeKey, operation] of described.flatMap(({ operations }) => operations)) {
    const [method, path] = routeKey.split(' ') as [string, string];
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return paths;
}

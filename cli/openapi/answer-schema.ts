import type { JsonSchema, OpenApiDocument, Reference, ResponseObject } from './document.js';

/**
 * The JSON Schema (2020-12, complete in itself) of the body of one answer; `undefined` where the answer has no body.
 * @param method in any case
 * @param path of a real call, without the query: `/data/notes/0198…`
 * @throws Error where the document describes no such call, or no such answer to it
 */
export function answerSchema(document: OpenApiDocument, method: string, path: string, status: number): JsonSchema | undefined {
  const operation = Object.entries(document.paths).find(
    ([template, methods]) => matches(template, path) && method.toLowerCase() in methods,
  );
  const responses = operation?.[1][method.toLowerCase()]?.responses;
  if (responses === undefined) {
    throw new Error(`The document describes no ${method} ${path}.`);
  }
  const response = responses[status];
  if (response === undefined) {
    throw new Error(`The document describes no answer ${status} to ${method} ${path}, only ${Object.keys(responses).join(', ')}.`);
  }
  const schemas = Object.values(resolve(document, response).content ?? {}).map(({ schema }) => schema);
  // The document's references point from its root.
  return schemas.length === 0 ? undefined : { anyOf: schemas, components: { schemas: document.components.schemas } };
}

/** Whether a path is one of a template's; only a name, which ends a file's, may hold slashes. */
function matches(template: string, path: string): boolean {
  const pattern = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'name' ? '.+' : '[^/]+'));
  return new RegExp(`^${pattern}$`).test(path);
}

function resolve(document: OpenApiDocument, response: ResponseObject | Reference): ResponseObject {
  if (!('$ref' in response)) {
    return response;
  }
  return document.components.responses[response.$ref.slice('#/components/responses/'.length)] as ResponseObject;
}

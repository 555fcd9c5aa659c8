import { type FunctionSpec, type Manifest, type ProblemCode, PROBLEMS, ROUTES } from '../../lib/manifest/index.js';
import { capitalize, schemaRef } from './document.js';
import { audienceOf, describeCall, type Described, jsonContent, routeOf } from './operation.js';
import { namedSchemas, objectSchema } from './schemas.js';

/** The call of a function, if clients can call it. */
export function describeFunction(manifest: Manifest, name: string, { rules, input, output }: FunctionSpec): Described {
  if (rules === undefined) {
    return { operations: [], schemas: {} };
  }
  const type = capitalize(name);
  const operations = describeCall(
    {
      routeKey: routeOf(ROUTES.functions.call, 'function', name),
      operationId: `functions${type}Call`,
      summary: `Call ${name}`,
      body: jsonContent(schemaRef(`${type}Input`)),
      status: 200,
      answer: { description: 'What it answers.', content: jsonContent(schemaRef(`${type}Output`)) },
      // A function refuses with any of its own, or with what it was refused as its caller.
      problems: Object.keys(PROBLEMS) as ProblemCode[],
    },
    audienceOf(manifest, { rules }, [undefined]),
  );
  return {
    operations,
    schemas: {
      ...namedSchemas(input),
      ...namedSchemas(output),
      [`${type}Input`]: objectSchema(input, 'input'),
      [`${type}Output`]: objectSchema(output, 'answer'),
    },
  };
}

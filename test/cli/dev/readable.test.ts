import { readableError } from '../../../cli/dev/readable';

const readable = (...lines: string[]) => readableError(lines.join('\n'), '/home/ada/shop').split('\n');

test('the faults that a declaration has, as CDK prints them at the end of synthesis', () => {
  expect(
    readable(
      '/home/ada/shop/node_modules/aws-cdk-lib/core/lib/private/synthesis.js:2',
      '`);throw new(errors_1()).UnscopedValidationError((0,literal_string_1().lit)`ValidationFailedWithErrors`,`Validation failed with',
      '^',
      '[«ValidationFailedWithErrors» Validation failed with the following errors:',
      '[Shop/Backend/Api] The backend cannot work as declared:',
      'data.models.notes.rules: a model without a rule admits nobody; add `rules: [Rule.owner()]`',
      '...aws-cdk-lib, node internals...',
      '(no user code in 10 frames, use --stack-trace-limit to capture more)]',
      'Node.js v20.20.2',
    ),
  ).toEqual([
    '[Shop/Backend/Api] The backend cannot work as declared:',
    'data.models.notes.rules: a model without a rule admits nobody; add `rules: [Rule.owner()]`',
  ]);
});

test('an error of a construct, with the place that made it', () => {
  expect(
    readable(
      'node:internal/modules/run_main:123',
      'triggerUncaughtException(',
      '«StackNameInvalidFormat» Stack name must match the regular expression: /^[A-Za-z][A-Za-z0-9-]*$/',
      '...new Stack2 in aws-cdk-lib...',
      'at <anonymous> (/home/ada/shop/bin/app.ts:7:1)',
      '...node internals...',
      'Relates to construct:',
      '<.> (aws-cdk-lib.App)',
      'Node.js v20.20.2',
    ),
  ).toEqual(['Stack name must match the regular expression: /^[A-Za-z][A-Za-z0-9-]*$/', 'at bin/app.ts:7:1']);
});

test('an error of the app itself, all lines of its message, and its kind if it is a particular one', () => {
  const frames = [
    '    at new Stack (/home/ada/shop/node_modules/aws-cdk-lib/core/lib/stack.js:1:2)',
    '    at file:///home/ada/shop/bin/app.mjs:7:7',
  ];
  expect(readable('/home/ada/shop/bin/app.mjs:7', 'throw new Error()', '', 'Error: no region', '  set AWS_REGION', ...frames)).toEqual([
    'no region',
    '  set AWS_REGION',
    'at bin/app.mjs:7:7',
  ]);
  expect(readable('ReferenceError: foo is not defined', ...frames)).toEqual(['ReferenceError: foo is not defined', 'at bin/app.mjs:7:7']);
  expect(readable('Error [ERR_MODULE_NOT_FOUND]: Cannot find module x', ...frames)).toContain('Cannot find module x');
});

test('an error of syntax, whose place stands above the source', () => {
  expect(
    readable(
      'file:///home/ada/shop/bin/app.mjs:3',
      'export const x = ;',
      '                 ^',
      '',
      "SyntaxError: Unexpected token ';'",
      '    at compileSourceTextModule (node:internal/modules/esm/utils:346:16)',
    ),
  ).toEqual(["SyntaxError: Unexpected token ';'", 'at bin/app.mjs:3']);
  expect(
    readable(
      'Error: Transform failed with 1 error:',
      '/home/ada/shop/bin/app.ts:13:24: ERROR: Expected identifier but found ","',
      'at failureErrorWithLog (/home/ada/shop/node_modules/esbuild/lib/main.js:1:2)',
    ),
  ).toEqual(['Transform failed with 1 error:', '/home/ada/shop/bin/app.ts:13:24: ERROR: Expected identifier but found ","']);
});

test('the last error counts, and output without one is left as it is', () => {
  expect(readable('Error: tried once', 'Error: tried twice')).toEqual(['tried twice']);
  expect(readable('Traceback (most recent call last):', '  File "app.py", line 1', 'jsii.errors.JSIIError: no rule')).toContain(
    'JSIIError: no rule',
  );
  expect(readable('sh: 1: tsx: not found')).toEqual(['sh: 1: tsx: not found']);
});

import { examplesIn } from './examples';

const PAGE = `
# A page

\`\`\`ts declare
new Backend(this, 'Backend');
\`\`\`

1. In a list:

   \`\`\`ts
   // bin/app.ts
   import { App } from 'aws-cdk-lib';

   new App();
   \`\`\`

\`\`\`
no language
\`\`\`
`;

test('examples come with their line, kind, path and text', () => {
  expect(examplesIn('page.md', PAGE)).toEqual([
    { page: 'page.md', line: 5, language: 'ts', kind: 'declare', text: "new Backend(this, 'Backend');" },
    {
      page: 'page.md',
      line: 11,
      language: 'ts',
      kind: 'file',
      path: 'bin/app.ts',
      text: "// bin/app.ts\nimport { App } from 'aws-cdk-lib';\n\nnew App();",
    },
    { page: 'page.md', line: 18, language: '', kind: 'file', text: 'no language' },
  ]);
});

test('a kind that there is not is told with its place', () => {
  expect(() => examplesIn('page.md', '```ts declares\nx\n```')).toThrow("page.md:1: there is no kind of example 'declares'");
});

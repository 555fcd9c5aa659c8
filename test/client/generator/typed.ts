import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  exactOptionalPropertyTypes: false,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.asynciterable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  // The client's own declarations are checked, TypeScript's are not.
  skipDefaultLibCheck: true,
};

/** What TypeScript finds wrong with an application of a written client, and how much it instantiates for it. */
export function check(folder: string, usage: string) {
  const file = join(folder, 'usage.ts');
  writeFileSync(file, usage);
  const program = ts.createProgram([file], OPTIONS);
  const faults = ts.getPreEmitDiagnostics(program).map((fault) => {
    const at = fault.file?.getLineAndCharacterOfPosition(fault.start ?? 0).line ?? 0;
    return `${fault.file?.fileName.slice(folder.length)}:${at + 1} ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}`;
  });
  return { faults, instantiations: program.getInstantiationCount() };
}

/** What TypeScript says of one faulty line, with a client as `api`. */
export function complaint(folder: string, line: string): string {
  const { faults } = check(
    folder,
    `import { createClient } from './index.js';\nconst api = createClient({ apiUrl: '' });\n${line}\nexport {};\n`,
  );
  return faults.map((fault) => fault.replace(/^\S+ /, '')).join('\n');
}

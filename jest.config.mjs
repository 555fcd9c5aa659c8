/** Two projects: `unit` needs only Node; `e2e` deploys to an emulator of its own (see test/e2e). */
const common = {
  rootDir: import.meta.dirname,
  transform: {
    '^.+\\.(t|j|mj)s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
  },
  // Sources carry `.js` in relative imports, as ESM asks; jest reads the `.ts` beside it.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: ['/node_modules/', '/assets/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/', 'cdk\\.out', '\\.plinth'],
};

export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
      setupFiles: ['<rootDir>/test/setup.ts'],
      setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
    },
    {
      ...common,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
      globalSetup: '<rootDir>/test/e2e/setup.mjs',
      globalTeardown: '<rootDir>/test/e2e/teardown.mjs',
      setupFilesAfterEnv: ['<rootDir>/test/e2e/each.ts'],
    },
  ],
};

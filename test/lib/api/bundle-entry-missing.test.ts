import { bundleEntry } from '../../../lib/api/bundle-entry';

jest.mock('node:module', () => ({
  createRequire: () => () => {
    throw Object.assign(new Error("Cannot find module 'esbuild'"), { code: 'MODULE_NOT_FOUND' });
  },
}));

test('an app without esbuild is told the line that installs it', () => {
  expect(() => bundleEntry('functions/greet.ts', 'greet')).toThrow(
    /functions\/greet\.ts is bundled by your own esbuild, and there is none: npm install --save-dev esbuild$/,
  );
});

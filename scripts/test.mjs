// `npm test`: works right after a clone. Arguments go to jest: `npm test -- test/lib`.
import { join } from 'node:path';
import { prepare, runOrExit } from './install.mjs';

prepare();
runOrExit([join('node_modules', 'jest', 'bin', 'jest.js'), ...process.argv.slice(2)], {
  env: { ...process.env, NODE_NO_WARNINGS: '1', CDK_VALIDATION: 'false', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' },
});

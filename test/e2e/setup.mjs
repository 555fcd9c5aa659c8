// Jest loads its global setup without its own module mapping (`./x.js` is `./x.ts`), so tsx does.
import { tsImport } from 'tsx/esm/api';

export default async () => (await tsImport('./global.ts', import.meta.url)).setup();

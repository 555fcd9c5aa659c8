import { bundleEntry } from './bundle-entry';
import { assetPath, type CodeFiles, readCode } from './assets';

/** Where a handler's code comes from. */
export class HandlerCode {
  /** A folder of built Node.js code with an `index.js` or `index.mjs` that exports `handler`. */
  public static folder(path: string): HandlerCode {
    return new HandlerCode(() => readCode(path));
  }

  /**
   * A source file of one's own that exports `handler`, bundled at synthesis by the app's own esbuild, and wrapped: rules, input and output
   * are checked in its process as the manifest says.
   * @param path of a TypeScript or JavaScript file, from the folder that the app runs in
   * @param functionName as the manifest has it
   */
  public static entry(path: string, functionName: string): HandlerCode {
    return new HandlerCode(() => bundleEntry(path, functionName));
  }

  /**
   * A handler that ships with Plinth.
   * @internal
   */
  public static _builtIn(name: string): HandlerCode {
    return HandlerCode.folder(assetPath('handlers', name));
  }

  /** @internal */
  public readonly _files: () => CodeFiles;

  private constructor(files: () => CodeFiles) {
    this._files = files;
  }
}

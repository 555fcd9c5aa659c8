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
    return new HandlerCode((sourceMap) => bundleEntry(path, functionName, sourceMap), true);
  }

  /**
   * A handler that ships with Plinth.
   * @internal
   */
  public static _builtIn(name: string): HandlerCode {
    return HandlerCode.folder(assetPath('handlers', name));
  }

  /** @internal */
  public readonly _files: (sourceMap: boolean) => CodeFiles;
  /** Whether it can have a source map. @internal */
  public readonly _bundled: boolean;

  private constructor(files: (sourceMap: boolean) => CodeFiles, bundled = false) {
    this._files = files;
    this._bundled = bundled;
  }
}

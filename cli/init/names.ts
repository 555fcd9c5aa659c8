import { UsageFailure } from '../failure.js';

/**
 * The name of an app's package and stack, from its folder's: what both npm and CloudFormation take (and no other app here is named so).
 *
 * @throws UsageFailure if nothing of the folder's name is left.
 * @see https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name
 */
export function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 60);
  if (name === '') throw new UsageFailure(`No name can be made of the folder "${folder}": it needs a letter, as in my-app.`);
  return name;
}

/** `my-app` as a class and construct id: `MyApp`. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

import { packageName, pascalCase } from '../../../cli/init/names';

test.each([
  ['my-app', 'my-app', 'MyApp'],
  ['My App', 'my-app', 'MyApp'],
  ['shop_2', 'shop-2', 'Shop2'],
  ['2nd.try-', 'nd-try', 'NdTry'],
])('the folder %s', (folder, name, stack) => {
  expect(packageName(folder)).toBe(name);
  expect(pascalCase(packageName(folder))).toBe(stack);
});

test.each(['', '123', '---', '店'])('no name can be made of %p', (folder) => {
  expect(() => packageName(folder)).toThrow('needs a letter');
});

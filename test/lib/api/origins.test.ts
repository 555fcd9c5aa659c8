import { Aws } from 'aws-cdk-lib';
import { originFaults } from '../../../lib/api/origins';

test.each([
  'https://app.example.com',
  'http://localhost:5173',
  'https://app.example.com:8443',
  'http://127.0.0.1:3000',
  'https://[::1]:3000',
  'capacitor://localhost',
  'https://xn--bcher-kva.example',
])('%s is an origin', (origin) => {
  expect(originFaults([origin], true)).toEqual([]);
});

test.each([
  ['app.example.com', 'https://app.example.com'],
  ['localhost:5173', 'http://localhost:5173'],
  ['https://app.example.com/', 'https://app.example.com'],
  ['https://app.example.com/shop?x=1', 'https://app.example.com'],
  ['https://App.Example.com', 'https://app.example.com'],
  ['HTTPS://app.example.com', 'https://app.example.com'],
  ['https://app.example.com:443', 'https://app.example.com'],
  ['http://localhost:80', 'http://localhost'],
  ['https://me@app.example.com', 'https://app.example.com'],
  [' https://app.example.com', 'https://app.example.com'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
])('%j is none; %s is', (origin, right) => {
  const [fault, ...others] = originFaults(['https://a.example', origin], false);
  expect(fault?.path).toBe('corsOrigins[1]');
  expect(fault?.message).toContain(`must be an origin as browsers send it`);
  expect(fault?.message).toContain(`is ${JSON.stringify(origin)}; give "${right}"`);
  expect(others).toEqual([]);
});

test.each(['', 'https://', 'http://a b'])('of %j nothing can be made', (origin) => {
  expect(originFaults([origin], false)[0]?.message).toContain('give one such as "https://app.example.com"');
});

test.each(['*', 'https://*', 'http://*'])('%s is for environments that nobody relies on', (origin) => {
  expect(originFaults([origin], false)).toEqual([]);
  expect(originFaults([origin], true)).toEqual([
    { path: 'corsOrigins[0]', message: expect.stringContaining(`"${origin}" lets in whatever page a user has open; name the origins`) },
  ]);
});

test('a wildcard within a host is none that API Gateway knows', () => {
  expect(originFaults(['https://*.example.com'], false)[0]?.message).toContain('API Gateway knows no wildcard within a host');
});

test('what only a deployment knows is not judged', () => {
  expect(originFaults([`https://${Aws.REGION}.example.com`], true)).toEqual([]);
});

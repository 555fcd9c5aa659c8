import { MAX_BODY, readJson } from '../../../../lambdas/shared/http/body';
import { httpEvent } from './event';

const read = (body: unknown, contentType = 'application/json', base64 = false) =>
  readJson({ ...httpEvent('POST /data/{model}', { body }), isBase64Encoded: base64 }, contentType);
const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('base64');

describe('readJson', () => {
  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON', 'application/merge-patch+json'])(
    'reads %s',
    (type) => {
      expect(read({ a: [1, 'é😀'] }, type)).toEqual({ a: [1, 'é😀'] });
    },
  );

  test.each([undefined, '', 'text/plain;charset=UTF-8', 'application/x-www-form-urlencoded', 'application/jsonp'])('refuses %s', (type) => {
    expect(() => readJson(httpEvent('POST /x', { body: {} }), type)).toThrow(expect.objectContaining({ status: 415 }));
  });

  it('reads base64', () => {
    expect(read(base64('{"a":"é"}'), undefined, true)).toEqual({ a: 'é' });
  });

  test.each([
    ['', 'must be JSON'],
    ['{', 'is not JSON'],
    ['NaN', 'is not JSON'],
    ['['.repeat(200_000), 'JSON'],
  ])('refuses %.40s', (body, detail) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ status: 400, detail: expect.stringContaining(detail) }));
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => read(base64(new Uint8Array([0x22, 0xff, 0x22])), undefined, true)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('reads any depth, and __proto__ as the name that it is', () => {
    expect(read(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)).toBeInstanceOf(Array);
    expect(Object.keys(read('{"__proto__":{"admin":true}}') as object)).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('admin');
  });

  it('takes exactly 400 kB, in bytes', () => {
    const full = JSON.stringify('é'.repeat((MAX_BODY - 2) / 2));
    expect(read(full)).toHaveLength((MAX_BODY - 2) / 2);
    expect(read(base64(full), undefined, true)).toHaveLength((MAX_BODY - 2) / 2);
    expect(() => read(`${full} `)).toThrow(expect.objectContaining({ status: 413 }));
    expect(() => read(base64(`${full} `), undefined, true)).toThrow(expect.objectContaining({ status: 413 }));
    expect(() => read('1'.repeat(MAX_BODY + 1))).toThrow(expect.objectContaining({ status: 413 }));
  });
});

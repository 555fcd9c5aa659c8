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
    ['{"a":1e999}', 'too large'],
    ['{"__proto__":{"admin":true}}', '__proto__'],
    ['{"a":[{"\\u005f_proto__":1}]}', '__proto__'],
    ['"\\ud800"', 'surrogate'],
    ['{"a":{"\\udc00":1}}', 'surrogate'],
    [`${'['.repeat(33)}${']'.repeat(33)}`, '32 levels'],
    ['['.repeat(200_000), 'JSON'],
    [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, '32 levels'],
  ])('refuses %.40s', (body, detail) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ status: 400, detail: expect.stringContaining(detail) }));
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => read(base64(new Uint8Array([0x22, 0xff, 0x22])), undefined, true)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('takes 32 levels and exactly 400 kB, in bytes', () => {
    const full = JSON.stringify('é'.repeat((MAX_BODY - 2) / 2));
    expect(read(`${'['.repeat(32)}${']'.repeat(32)}`)).toBeDefined();
    expect(read(full)).toHaveLength((MAX_BODY - 2) / 2);
    expect(read(base64(full), undefined, true)).toHaveLength((MAX_BODY - 2) / 2);
    expect(() => read(`${full} `)).toThrow(expect.objectContaining({ status: 413 }));
    expect(() => read(base64(`${full} `), undefined, true)).toThrow(expect.objectContaining({ status: 413 }));
    expect(() => read('1'.repeat(MAX_BODY + 1))).toThrow(expect.objectContaining({ status: 413 }));
  });
});

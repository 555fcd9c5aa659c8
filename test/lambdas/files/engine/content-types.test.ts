import { accepts, isMediaType } from '../../../../lambdas/files/engine/content-types';

describe('isMediaType', () => {
  it.each(['image/png', 'application/vnd.api+json', 'text/plain; charset=utf-8', 'TEXT/HTML'])('%j is one', (text) =>
    expect(isMediaType(text)).toBe(true),
  );
  it.each([
    '',
    'image',
    'image/',
    '/png',
    'image/*',
    'image/png, text/html',
    'image/png\r\nx: y',
    'a b/c',
    'image/png;',
    'text/plain; charset="utf-8"',
  ])('%j is none', (text) => expect(isMediaType(text)).toBe(false));
});

describe('accepts', () => {
  it.each([
    [undefined, 'anything/at-all'],
    [['image/*'], 'image/png'],
    [['image/*'], 'Image/PNG'],
    [['text/plain', 'image/png'], 'text/plain; charset=utf-8'],
  ])('%j takes %s', (accepted, type) => expect(accepts(accepted, type)).toBe(true));

  it.each([
    [['image/*'], 'text/html'],
    [['image/*'], 'imagex/png'],
    [['image/png'], 'image/jpeg'],
    [['image/png'], 'text/html; image/png=1'],
  ])('%j does not take %s', (accepted, type) => expect(accepts(accepted, type)).toBe(false));
});

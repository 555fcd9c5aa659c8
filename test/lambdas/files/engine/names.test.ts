import { isOwner, nameFault, normalizeName, ownerIn } from '../../../../lambdas/files/engine/names';

describe('nameFault', () => {
  it.each([
    'a',
    'a.txt',
    '2024/report (final).pdf',
    'été/日本 😀.png',
    'דוח\u200f.pdf',
    '...',
    '.hidden',
    'c#+&=.txt',
    'a..b',
    'x'.repeat(512),
  ])('takes %j', (name) => {
    expect(nameFault(name)).toBeUndefined();
  });

  it.each([
    ['', 'empty'],
    ['x'.repeat(513), '512 bytes'],
    ['é'.repeat(257), '512 bytes'],
    ['/etc/passwd', 'start with a slash'],
    ['../other/a.txt', 'segments'],
    ['a/../b', 'segments'],
    ['a/./b', 'segments'],
    ['a//b', 'segments'],
    ['a/', 'segments'],
    ['..', 'segments'],
    ['a\nb', 'control'],
    ['a\u0000', 'control'],
    ['a\u0085', 'control'],
    ['a\ud800', 'control'],
    ['a\uffff', 'control'],
    ['invoice\u202efdp.exe', 'control'],
    ['a\u202a', 'control'],
    ['\u2066a\u2069', 'control'],
    ['reports/${filename}', 'filename'],
    ['100%.txt', '"%"'],
    ['why?.txt', '"?"'],
  ])('refuses %j', (name, reason) => expect(nameFault(name)).toContain(reason));
});

test('what looks the same is one name', () => expect(normalizeName('e\u0301te\u0301')).toBe('été'));

describe('owners', () => {
  it.each(['6a1f0c9e-8f3e-4b53-9d0c-1f2e3d4c5b6a', 'ann@example.com', 'Müller'])('%j may be one', (owner) =>
    expect(isOwner(owner)).toBe(true),
  );
  it.each(['', 'a/b', '..', 'guest', 'me', 'a\n', 'x'.repeat(401)])('%j may not', (owner) => expect(isOwner(owner)).toBe(false));

  it('me is the caller, where there is one', () => {
    expect(ownerIn('me', 'ann')).toBe('ann');
    expect(ownerIn('me', undefined)).toBeUndefined();
    expect(ownerIn('bob', 'ann')).toBe('bob');
    expect(ownerIn('guest', 'ann')).toBe('guest');
    expect(ownerIn('../bob', 'ann')).toBeUndefined();
  });
});

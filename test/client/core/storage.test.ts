import { memoryStorage, webStorage } from '../../../client/core/storage';

afterEach(() => {
  delete (globalThis as any).window;
});

test('memory keeps, and forgets', () => {
  const storage = memoryStorage();
  storage.setItem('a', '1');
  expect(storage.getItem('a')).toBe('1');
  storage.removeItem('a');
  expect(storage.getItem('a')).toBeNull();
  expect(memoryStorage().getItem('a')).toBeNull();
});

test("web storage is the browser's", () => {
  const localStorage = memoryStorage();
  (globalThis as any).window = { localStorage };
  expect(webStorage()).toBe(localStorage);
});

test('it is memory where there is no browser, or the browser blocks it', () => {
  webStorage().setItem('a', '1');
  expect(webStorage().getItem('a')).toBeNull();
  (globalThis as any).window = {
    get localStorage() {
      throw new Error('SecurityError');
    },
  };
  expect(webStorage().getItem('a')).toBeNull();
});

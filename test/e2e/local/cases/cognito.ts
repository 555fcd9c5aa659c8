import { outcome } from '../stand.js';
import type { FixCase } from './case.js';
import { confirm, signIn, signUp } from './pool.js';

export const cognitoCases: FixCase[] = [
  {
    fix: 'confirmed_address_is_verified',
    async observe(stand) {
      const { username } = await signUp(stand, 'alias@example.com');
      await confirm(stand, username);
      return outcome(signIn(stand, 'alias@example.com'));
    },
    without: 'UserNotFoundException',
    with: 'ok',
  },
  {
    fix: 'taken_alias_is_refused',
    async observe(stand) {
      const [first, second] = [await signUp(stand, 'taken@example.com'), await signUp(stand, 'taken@example.com')];
      return [await outcome(confirm(stand, first.username)), await outcome(confirm(stand, second.username))];
    },
    without: ['ok', 'ok'],
    with: ['ok', 'AliasExistsException'],
  },
  {
    fix: 'sign_up_masks_the_address',
    async observe(stand) {
      return (await signUp(stand, 'masked@example.com')).destination;
    },
    without: 'masked@example.com',
    with: 'm****@e****',
  },
];

import { describeClient } from './clients.js';

describe('the client "sdk"', () => {
  describeClient('sdk');
});

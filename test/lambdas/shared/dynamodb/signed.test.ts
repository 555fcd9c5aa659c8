import { describeClient } from './clients.js';

describe('the client "signed"', () => {
  describeClient('signed');
});

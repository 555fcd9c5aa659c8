import { join } from 'node:path';
import { assets } from '../../../lib/api/assets';
import { withoutPlace } from '../../../lib/api/source-map';

const root = assets.root;
afterEach(() => {
  assets.root = root;
});

test.each(['/app/node_modules/cdk-plinth/assets', '/tmp/jsii-kernel-x/node_modules/cdk-plinth/assets'])(
  'the package at %s is named alike, and the files of the app as they are',
  (place) => {
    assets.root = place;
    const map = { version: 3, sources: [join('..', place, 'server/wrap.mjs'), 'functions/greet.ts', '../shared/x.ts'], mappings: 'AAAA' };
    const text = Buffer.from(withoutPlace(Buffer.from(JSON.stringify(map)), '/app')).toString();
    expect(JSON.parse(text)).toEqual({ ...map, sources: ['cdk-plinth/server/wrap.mjs', 'functions/greet.ts', '../shared/x.ts'] });
  },
);

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { assets } from '../../../lib/api/assets';
import { withoutPlace } from '../../../lib/api/source-map';

const { root } = assets;
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plinth-map-')));
const installed = join(folder, 'cache/cdk-plinth/assets');
mkdirSync(installed, { recursive: true });
symlinkSync(join(folder, 'cache'), join(folder, 'node_modules'));

afterAll(() => {
  assets.root = root;
  rmSync(folder, { recursive: true });
});

test.each(['cache/cdk-plinth/assets', 'node_modules/cdk-plinth/assets'])(
  'the package at %s, or where that leads, is named alike, and the files of the app as they are',
  (place) => {
    assets.root = join(folder, place);
    const sources = [relative('/app', join(installed, 'server/wrap.mjs')), 'functions/greet.ts', '../shared/x.ts'];
    const map = { version: 3, sources, mappings: 'AAAA' };
    const text = Buffer.from(withoutPlace(Buffer.from(JSON.stringify(map)), '/app')).toString();
    expect(JSON.parse(text)).toEqual({ ...map, sources: ['cdk-plinth/server/wrap.mjs', 'functions/greet.ts', '../shared/x.ts'] });
  },
);

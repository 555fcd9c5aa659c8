import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { clientVariables } from '../../../cli/local/environment';
import { ROOT } from '../../support/cdk';
import { type AnyClient, deployment, eventually, signedUp } from '../deployment';
import { emptyFolder, Plinth } from './program';

type Row = Readonly<Record<string, unknown>>;

/** The movies as they come: titles are text, nine of them numbers; what is not known is null. */
const MOVIES: readonly Row[] = JSON.parse(readFileSync(join(ROOT, 'node_modules/vega-datasets/data/movies.json'), 'utf8'));
const NUMBERED = MOVIES.flatMap(({ Title }, i) => (typeof Title === 'number' ? [i + 1] : []));
const MAP = ['--map', 'Running Time min=runningTime'];

const to = deployment('archive');
const folder = emptyFolder(`${process.pid}-movies`);
const start = (...args: string[]) => new Plinth(folder, args, clientVariables({}, to.endpoint));
const run = async (...args: string[]) => {
  const plinth = start(...args);
  return { code: await plinth.ended(), output: plinth.output };
};
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const linesOf = (text: string): any[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const write = (name: string, rows: readonly Row[]) =>
  writeFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

/** A movie of the file as the model has it. */
const asItem = (movie: Row) => ({
  title: movie.Title === null ? null : String(movie.Title),
  usGross: movie['US Gross'],
  worldwideGross: movie['Worldwide Gross'],
  usDvdSales: movie['US DVD Sales'],
  productionBudget: movie['Production Budget'],
  releaseDate: movie['Release Date'],
  mpaaRating: movie['MPAA Rating'],
  runningTime: movie['Running Time min'],
  distributor: movie.Distributor,
  source: movie.Source,
  majorGenre: movie['Major Genre'],
  creativeType: movie['Creative Type'],
  director: movie.Director,
  rottenTomatoesRating: movie['Rotten Tomatoes Rating'],
  imdbRating: movie['IMDB Rating'],
  imdbVotes: movie['IMDB Votes'],
});
/** What is told of a movie, whatever the server sets: rows can be compared and counted. */
const told = (row: Row) => {
  const { id, version, createdAt, updatedAt, ...fields } = row;
  return JSON.stringify(
    Object.entries(fields)
      .filter(([, value]) => value !== null)
      .sort(),
  );
};
const allTold = (rows: readonly Row[]) => rows.map(told).sort();

let api: AnyClient;
beforeAll(async () => {
  ({ api } = await signedUp(to, 'curator'));
  write('movies.jsonl', MOVIES);
});

describe('the movies', () => {
  test('go in but for those whose title is a number, each of which is told; with --coerce all are there', async () => {
    const first = await run('import', 'movies', 'movies.jsonl', '--stack', to.stack, ...MAP);
    expect(first).toEqual({ code: 1, output: expect.stringContaining(`3201 rows: 3192 written, 0 there already, 9 refused`) });
    const refused = linesOf(read('movies.jsonl.refused.jsonl'));
    expect(refused.map(({ row }) => row)).toEqual(NUMBERED);
    expect(refused[0]).toEqual({
      row: NUMBERED[0],
      errors: [{ pointer: '/title', detail: 'must be a string, is a number' }],
      values: MOVIES[NUMBERED[0]! - 1],
    });
    // What was refused is a file of its own: mended, it is imported.
    write(
      'mended.jsonl',
      refused.map(({ values }) => values),
    );
    expect(await run('import', 'movies', 'mended.jsonl', '--stack', to.stack, ...MAP, '--coerce')).toEqual({
      code: 0,
      output: expect.stringContaining('9 rows: 9 written, 0 there already, 0 refused'),
    });
    expect(existsSync(join(folder, 'mended.jsonl.refused.jsonl'))).toBe(false);
  });

  test('are queried by their indexes', async () => {
    const expected = MOVIES.filter(({ Distributor }) => Distributor === 'Miramax').map(asItem);
    const titles: string[] = [];
    const gross: number[] = [];
    for await (const movie of api.data.movies.byDistributor({ distributor: 'Miramax', order: 'desc' })) {
      titles.push(movie.title);
      gross.push(movie.usGross);
    }
    expect([...titles].sort()).toEqual(
      expected
        .filter(({ usGross }) => usGross !== null)
        .map(({ title }) => title)
        .sort(),
    );
    expect(gross).toEqual([...gross].sort((a, b) => b - a));
    const { items } = await api.data.movies.byDirector({ director: 'Steven Spielberg', imdbRating: { ge: 8 }, order: 'desc', limit: 100 });
    const rated = MOVIES.filter((movie) => movie.Director === 'Steven Spielberg' && Number(movie['IMDB Rating']) >= 8);
    expect(allTold(items)).toEqual(allTold(rated.map(asItem)));
    expect((await api.data.movies.count({ index: 'byDistributor', distributor: 'Miramax' })).count).toBe(gross.length);
  });

  const exported = async (model: string, file: string) => {
    expect(await run('export', model, file, '--stack', to.stack)).toEqual({
      code: 0,
      output: `Archive.${model} to ${file}: 3201 items\n`,
    });
    const bytes = readFileSync(join(folder, file));
    return file.includes('csv') && !file.endsWith('.jsonl') ? [] : linesOf((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString());
  };
  const byId = (rows: readonly any[]) => new Map(rows.map((row) => [row.id, row]));
  const withoutVersion = (rows: readonly any[]) => rows.map(({ version, ...row }) => row);
  const imported = async (file: string, ...flags: string[]) => (await run('import', 'copies', file, '--stack', to.stack, ...flags)).output;

  test('come out equal, go in elsewhere equal, and again without a change', async () => {
    const out = await exported('movies', 'out.jsonl');
    expect(allTold(out)).toEqual(allTold(MOVIES.map(asItem)));
    expect(await imported('out.jsonl')).toContain('3201 rows: 3201 written, 0 there already, 0 refused');
    expect(await imported('out.jsonl')).toContain('3201 rows: 0 written, 3201 there already, 0 refused');
    expect(byId(await exported('copies', 'copies.jsonl'))).toEqual(byId(out));
  });

  test.each(['jsonl.gz', 'csv', 'csv.gz'])('and as %s, overwriting what is there', async (ending) => {
    await exported('movies', `out.${ending}`);
    expect(await imported(`out.${ending}`, '--overwrite')).toContain('3201 rows: 3201 written, 0 there already, 0 refused');
    const copies = await exported('copies', `copies.${ending}.jsonl`);
    expect(byId(withoutVersion(copies))).toEqual(byId(withoutVersion(linesOf(read('out.jsonl')))));
    // Who read an item before is told.
    expect(Math.min(...copies.map(({ version }) => version))).toBeGreaterThan(1);
  });

  test('what differs is refused, and overwritten only when told to', async () => {
    const [one, other] = withoutVersion(linesOf(read('out.jsonl')));
    write('two.jsonl', [one, { ...other, title: 'Another' }]);
    expect(await imported('two.jsonl')).toContain('2 rows: 0 written, 1 there already, 1 refused');
    expect(linesOf(read('two.jsonl.refused.jsonl'))).toMatchObject([{ row: 2, errors: [{ pointer: '/id' }] }]);
    expect((await api.data.copies.get(other.id)).title).toBe(other.title);
    expect(await imported('two.jsonl', '--overwrite')).toContain('2 written');
    expect((await api.data.copies.get(other.id)).title).toBe('Another');
  });

  test('without --stack are of the backend that `plinth dev` runs in the folder', async () => {
    const here = emptyFolder(`${process.pid}-here`);
    mkdirSync(join(here, '.plinth'));
    writeFileSync(join(here, '.plinth/config.json'), JSON.stringify(to.config));
    const plinth = new Plinth(here, ['export', 'movies', 'movies.jsonl']);
    expect([await plinth.ended(), plinth.output]).toEqual([0, 'Archive.movies to movies.jsonl: 3201 items\n']);
  });
});

describe('titles that are unique', () => {
  const titles = MOVIES.map(({ Title }) => ({ title: String(Title) }));
  const distinct = new Set(titles.map(({ title }) => title)).size;

  test('interrupted, killed and gone on with, each title is there once, and each that came again was told', async () => {
    write('titles.jsonl', titles);
    const args = ['import', 'titles', 'titles.jsonl', '--stack', to.stack, '--concurrency', '4'];
    const checkpoint = () => {
      const path = join(folder, 'titles.jsonl.import.json');
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    };
    const comesOn = (before = checkpoint()) =>
      eventually(async () => (checkpoint() === before ? undefined : checkpoint()), { what: 'that it comes on' });

    const interrupted = start(...args);
    await comesOn();
    interrupted.interrupt();
    expect([await interrupted.ended(), interrupted.output]).toEqual([130, expect.stringContaining('the same command goes on here')]);

    const killed = start(...args);
    await comesOn();
    killed.kill();
    expect(await killed.ended()).toBeNull();

    const { code, output } = await run(...args);
    expect([code, output]).toEqual([1, expect.stringMatching(/3201 rows \(went on after row \d+\): /)]);
    const [, written, there, refused] = /: (\d+) written, (\d+) there already, (\d+) refused/.exec(output)!.map(Number);
    expect(written! + there!).toBe(distinct);
    expect(refused).toBe(MOVIES.length - distinct);
    const rows = linesOf(read('titles.jsonl.refused.jsonl'));
    expect(new Set(rows.map(({ row }) => row)).size).toBe(refused);
    expect(new Set(rows.map(({ errors }) => JSON.stringify(errors)))).toEqual(new Set(['[{"pointer":"/title","detail":"is taken"}]']));

    await run('export', 'titles', 'titles.out.jsonl', '--stack', to.stack);
    const out = linesOf(read('titles.out.jsonl'));
    expect(out.map(({ title }) => title).sort()).toEqual([...new Set(titles.map(({ title }) => title))].sort());
    await expect(api.data.titles.create({ title: out[0].title })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('of an item that is overwritten are free again', async () => {
    const [first] = linesOf(read('titles.out.jsonl'));
    write('one.jsonl', [{ id: first.id, title: 'Renamed by hand' }]);
    expect((await run('import', 'titles', 'one.jsonl', '--stack', to.stack, '--overwrite')).output).toContain('1 written');
    await api.data.titles.create({ title: first.title });
    await expect(api.data.titles.create({ title: 'Renamed by hand' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a row over 400 kB is refused alone', async () => {
    write('large.jsonl', [{ title: 'Small' }, { title: 'Large', text: 'x'.repeat(410_000) }, { title: 'Smaller' }]);
    const { code, output } = await run('import', 'titles', 'large.jsonl', '--stack', to.stack);
    expect([code, output]).toEqual([1, expect.stringContaining('3 rows: 2 written, 0 there already, 1 refused')]);
    expect(linesOf(read('large.jsonl.refused.jsonl'))).toMatchObject([{ row: 2, errors: [{ detail: expect.stringContaining('400 kB') }] }]);
  });
});

describe('what cannot be', () => {
  test.each([
    ['a model that is not there', ['import', 'movie', 'movies.jsonl'], 2, 'Did you mean movies?'],
    ['a file that is not there', ['import', 'movies', 'none.jsonl'], 1, 'There is no file none.jsonl'],
    ['a file of another kind', ['import', 'movies', 'movies.json'], 2, 'movies.json'],
    ['a column that leads nowhere', ['import', 'movies', 'movies.jsonl', '--map', 'Title=titel'], 2, 'did you mean "title"?'],
  ])('%s', async (_, args, code, output) => {
    writeFileSync(join(folder, 'movies.json'), '[]');
    expect(await run(...args, '--stack', to.stack)).toEqual({ code, output: expect.stringContaining(output) });
  });

  test('without --stack and without `plinth dev`', async () => {
    expect(await run('import', 'movies', 'movies.jsonl')).toEqual({
      code: 1,
      output: expect.stringContaining('start `plinth dev` in this folder'),
    });
  });

  test('credentials that do not count', async () => {
    const plinth = new Plinth(folder, ['export', 'movies', 'x.jsonl', '--stack', to.stack], {
      ...clientVariables({}, to.endpoint),
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    });
    expect([await plinth.ended(), plinth.output]).toEqual([1, expect.stringContaining('AWS does not accept these credentials')]);
  });
});

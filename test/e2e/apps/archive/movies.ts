import { type Data, Field, Rule } from 'cdk-plinth';

/** The movies of the npm package `vega-datasets`, twice, and a list of them in which no title stands twice. */
export function addMovies(data: Data): void {
  for (const name of ['movies', 'copies']) {
    data.addModel(name, {
      fields: {
        title: Field.string({ maxLength: 200 }),
        usGross: Field.integer({ min: 0 }),
        worldwideGross: Field.integer({ min: 0 }),
        usDvdSales: Field.integer({ min: 0 }),
        productionBudget: Field.integer({ min: 0 }),
        releaseDate: Field.string(),
        mpaaRating: Field.choice(['G', 'PG', 'PG-13', 'R', 'NC-17', 'Not Rated', 'Open']),
        runningTime: Field.integer({ min: 1, description: 'Minutes' }),
        distributor: Field.string(),
        source: Field.string(),
        majorGenre: Field.string(),
        creativeType: Field.string(),
        director: Field.string(),
        rottenTomatoesRating: Field.integer({ min: 0, max: 100 }),
        imdbRating: Field.number({ min: 0, max: 10 }),
        imdbVotes: Field.integer({ min: 0 }),
      },
      rules: [Rule.authenticated().read()],
      indexes: {
        byDistributor: { partition: ['distributor'], sort: ['usGross'] },
        byDirector: { partition: ['director'], sort: ['imdbRating'] },
      },
    });
  }
  data.addModel('titles', {
    fields: { title: Field.string({ required: true, unique: true }), text: Field.string() },
    rules: [Rule.authenticated()],
  });
}

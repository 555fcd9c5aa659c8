// What is moved in and out (test/e2e/cli/transfer.test.ts), and what belongs to something (test/e2e/cascade.test.ts).
import { App, Stack } from 'aws-cdk-lib';
import { Backend } from 'cdk-plinth';
import { addMovies } from './movies';
import { addNotebooks } from './notebooks';

const backend = new Backend(new Stack(new App(), 'Archive'), 'Backend', { client: { outDir: process.env.CLIENT_OUT! } });
addMovies(backend.data);
addNotebooks(backend);

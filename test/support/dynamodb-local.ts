import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../cli/local/port.js';

const ROOT = join(__dirname, '../..');
const JARS = join(ROOT, 'node_modules/.cache/dynamodb-local-2.6.1');

export interface DynamoDbLocal {
  readonly url: string;
  stop(): Promise<void>;
}

/** Whether this machine has what DynamoDB Local needs: Java, and Maven to fetch it. */
export const canRunDynamoDbLocal = isOnPath('java') && isOnPath('mvn');

/**
 * Starts DynamoDB Local on a free port, in memory; fetches it by Maven the first time. It listens on all interfaces: stop it soon.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.html
 */
export async function startDynamoDbLocal(): Promise<DynamoDbLocal> {
  if (!existsSync(JARS)) await fetchJars();
  const port = await freePort();
  const server = ['com.amazonaws.services.dynamodbv2.local.main.ServerRunner', '-inMemory', '-port', String(port), '-disableTelemetry'];
  const child = spawn('java', [`-Djava.library.path=${JARS}`, '-cp', join(JARS, '*'), ...server], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill();
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  for (const deadline = Date.now() + 30_000; ; await delay(100)) {
    // Any answer will do: an unsigned request is refused by a server that is up.
    if (await fetch(url).then(Boolean, () => false)) return { url, stop };
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`DynamoDB Local did not come up on port ${port} (exit code ${child.exitCode}).`);
    }
  }
}

/** Into a folder beside the cache, renamed when complete, so that an interrupted fetch leaves nothing half done. */
async function fetchJars(): Promise<void> {
  const folder = `${JARS}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  const pom = join(__dirname, 'dynamodb-local/pom.xml');
  await promisify(execFile)('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`]);
  await rename(folder, JARS).catch(() => rm(folder, { recursive: true }));
}

function isOnPath(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}

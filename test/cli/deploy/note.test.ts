import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTE_FILE, noteDeployed } from '../../../cli/deploy/note';
import type { Template } from '../../../cli/deploy/template';
import { temporaryFolder } from '../support';

const folder = temporaryFolder();
const stack = (...indexes: string[]) =>
  ({
    Resources: {
      '#Notes': {
        Type: 'AWS::DynamoDB::GlobalTable',
        Properties: { TableName: 'shop.notes', GlobalSecondaryIndexes: indexes.map((IndexName) => ({ IndexName, KeySchema: [] })) },
      },
      '#Own': { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { Ref: 'Name' } } },
      '#Role': { Type: 'AWS::IAM::Role' },
    },
  }) as unknown as Template;

test('notes the indexes of each stack’s tables, and leaves other stacks’ notes as they are', () => {
  noteDeployed(folder.path, 'B', stack('y', 'x'));
  noteDeployed(folder.path, 'A', stack());
  const text = readFileSync(join(folder.path, NOTE_FILE), 'utf8');
  expect(text).toBe(`${JSON.stringify({ A: { 'shop.notes': [] }, B: { 'shop.notes': ['x', 'y'] } }, null, 2)}\n`);
});

test('a note that cannot be read is not written over', () => {
  folder.write(NOTE_FILE, '<<<<<<< HEAD');
  expect(() => noteDeployed(folder.path, 'A', stack())).toThrow('plinth.deployed.json is not valid JSON');
});

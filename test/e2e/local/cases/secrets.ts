import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { outcome } from '../stand.js';
import type { FixCase } from './case.js';

export const secretCases: FixCase[] = [
  {
    fix: 'ref_is_the_arn',
    async observe(stand) {
      const deploy = (description: string) =>
        stand.deploy(
          'secret',
          { Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'kept', Description: description, SecretString: 's' } } },
          { Ref: { Ref: 'Secret' } },
        );
      const describe = (id = '') => stand.clients.secrets.send(new DescribeSecretCommand({ SecretId: id }));
      await deploy('first');
      const { outputs } = await deploy('second');
      const { ARN, Description } = await describe(outputs.Ref);
      await stand.remove('secret');
      return { arn: outputs.Ref === ARN, description: Description, removed: await outcome(describe('kept')) };
    },
    without: { arn: false, description: 'second', removed: 'ResourceNotFoundException' },
    with: { arn: true, description: 'second', removed: 'ResourceNotFoundException' },
  },
];

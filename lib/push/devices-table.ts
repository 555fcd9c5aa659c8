import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Environment } from '../api';
import { devicesTableName } from '../manifest';

/** The table of registered devices: those of one person together, by `owner` and device `id`. Nothing in it expires: SNS tells which are gone. */
export function addDevicesTable(scope: Construct, backendId: string, environment: Environment): dynamodb.TableV2 {
  return new dynamodb.TableV2(scope, 'Devices', {
    tableName: devicesTableName(backendId),
    partitionKey: { name: 'owner', type: dynamodb.AttributeType.STRING },
    sortKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: environment.pointInTimeRecovery },
    deletionProtection: environment.deletionProtection,
    removalPolicy: environment.removalPolicy,
  });
}

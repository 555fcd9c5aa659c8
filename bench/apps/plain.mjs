// The reference: the same tables, pool, API and function as bench/apps/plinth.mjs, written by hand in plain CDK.
//   node plain.mjs MODELS OUTDIR
import { join } from 'node:path';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnAuthorizer, CfnRoute, CorsHttpMethod, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Architecture, Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';

const count = Number(process.argv[2]);
const app = new App({ outdir: process.argv[3] });
const stack = new Stack(app, 'Plain');
const pool = new UserPool(stack, 'Pool', {
  selfSignUpEnabled: true,
  signInAliases: { username: true, email: true },
  removalPolicy: RemovalPolicy.DESTROY,
});
const client = pool.addClient('Client', { authFlows: { userSrp: true, userPassword: true } });
const handler = new Lambda(stack, 'Handler', {
  runtime: Runtime.NODEJS_22_X,
  architecture: Architecture.ARM_64,
  handler: 'index.handler',
  timeout: Duration.seconds(29),
  code: Code.fromAsset(join(import.meta.dirname, '../../assets/handlers/data')),
});
for (let i = 0; i < count; i++) {
  const table = new TableV2(stack, `Table${i}`, {
    tableName: `plain.model${i}`,
    partitionKey: { name: 'id', type: AttributeType.STRING },
    billing: Billing.onDemand(),
    timeToLiveAttribute: '_expires',
    removalPolicy: RemovalPolicy.DESTROY,
    globalSecondaryIndexes: [
      {
        indexName: 'newest',
        partitionKey: { name: 'owner', type: AttributeType.STRING },
        sortKey: { name: 'createdAt', type: AttributeType.STRING },
      },
      {
        indexName: 'byKind',
        partitionKey: { name: 'kind', type: AttributeType.STRING },
        sortKey: { name: 'updatedAt', type: AttributeType.STRING },
      },
    ],
  });
  if (i === 0) table.grantReadWriteData(handler);
}
const api = new HttpApi(stack, 'Api', { corsPreflight: { allowOrigins: ['*'], allowMethods: [CorsHttpMethod.ANY] } });
const authorizer = new CfnAuthorizer(stack, 'Authorizer', {
  apiId: api.apiId,
  authorizerType: 'JWT',
  name: 'jwt',
  identitySource: ['$request.header.Authorization'],
  jwtConfiguration: { audience: [client.userPoolClientId], issuer: pool.userPoolProviderUrl },
});
const integration = new HttpLambdaIntegration('Data', handler);
for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) {
  for (const route of api.addRoutes({ path: `/data/${method.toLowerCase()}`, methods: [method], integration })) {
    const cfn = route.node.defaultChild;
    if (cfn instanceof CfnRoute) Object.assign(cfn, { authorizationType: 'JWT', authorizerId: authorizer.ref });
  }
}
app.synth();
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ cpuMs: (user + system) / 1000 }));

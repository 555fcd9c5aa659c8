import { CfnOutput, Lazy, type Stack } from 'aws-cdk-lib';
import type { BackendApi } from './backend-api';
import { ManifestAsset } from './staged-code';

/**
 * Two outputs of the deployed stack: `PlinthConfig`, the public JSON that applications start with, and `PlinthManifest`, where the whole
 * manifest lies (`s3://bucket/key`). A second backend in a stack appends its id: `PlinthConfigShopTwo`.
 */
export function addOutputs(api: BackendApi, stack: Stack): void {
  const suffix = stack.node.tryFindChild('PlinthConfig') ? pascalCase(api.backendId) : '';
  new CfnOutput(stack, `PlinthConfig${suffix}`, {
    description: `Public configuration of the backend ${api.backendId}, for createClient`,
    value: stack.toJsonString(Lazy.uncachedAny({ produce: () => api.configuration() })),
  });
  const manifest = new ManifestAsset(stack, () => JSON.stringify(api._manifest()));
  new CfnOutput(stack, `PlinthManifest${suffix}`, {
    description: `The manifest of the backend ${api.backendId}`,
    value: `s3://${manifest.bucketName}/${manifest.objectKey}`,
  });
}

function pascalCase(id: string): string {
  return id.replace(/(?:^|-+)([A-Za-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());
}

import { LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { BackendApi } from './backend-api';
import { StagedCode } from './staged-code';

/** Where Node.js finds a layer's modules. @see https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html */
const FOLDER = 'nodejs/node_modules/plinth-manifest';

const PACKAGE = new Map([[`${FOLDER}/package.json`, Buffer.from('{"name":"plinth-manifest","main":"manifest.json"}')]]);

/** The whole manifest as a Node.js module, for functions that Plinth does not bundle: `cdk-plinth/server` requires it by its name. */
export function addManifestLayer(scope: Construct, api: BackendApi): LayerVersion {
  return new LayerVersion(scope, 'ManifestLayer', {
    description: `${api.description}: the manifest, for cdk-plinth/server`,
    code: new StagedCode(
      () => JSON.stringify(api._manifest()),
      () => PACKAGE,
      `${FOLDER}/manifest.json`,
    ),
  });
}

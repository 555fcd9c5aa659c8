/** The layers of ARCHITECTURE.md: imports go one way. Type-only imports count. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(lib|lambdas|client|cli|examples|test|bench|scripts)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    only('manifest-is-a-leaf', '^lib/manifest/', '^lib/manifest/', 'lib/manifest runs in browsers too and imports nothing else.'),
    only('lib-alone', '^lib/', '^lib/', 'lib uses lambdas and client only as built assets.'),
    only('lambdas-and-manifest', '^lambdas/', '^(lambdas|lib/manifest)/', 'A handler knows the manifest, not the constructs.'),
    only('client-and-manifest', '^client/', '^(client|lib/manifest)/', 'A client knows the manifest, not the constructs.'),
    only('cli-and-manifest', '^cli/', '^(cli|lib/manifest)/', 'The command line reads manifests and built assets.'),
    {
      name: 'runtime-stands-alone',
      comment: 'What an application ships has no dependency: the runtime imports only itself.',
      severity: 'error',
      from: { path: '^client/', pathNot: '^client/(generator|checks)/' },
      to: { pathNot: '^client/(?!generator|checks)' },
    },
    {
      name: 'manifest-imports-nothing',
      severity: 'error',
      from: { path: '^lib/manifest/' },
      to: { dependencyTypesNot: ['local'] },
    },
    {
      name: 'lib-imports-only-its-peers',
      severity: 'error',
      from: { path: '^lib/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: '^node_modules/(aws-cdk-lib|constructs)/',
      },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^plinth-manifest$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.d\\.ts$|^cli/templates/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};

// CDK's built-in template validator takes 4 to 6 s a synthesis; test/limits runs it where it is the subject.
process.env.CDK_VALIDATION ??= 'false';
process.env.PLINTH_NO_CLIENT ??= '1';
// CDK's own constructs use what CDK has deprecated since.
process.env.JSII_DEPRECATED ??= 'quiet';

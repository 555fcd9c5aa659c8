import { platformApplication, type ApplicationProperties } from '../../../lambdas/platform-application/application';
import { AwsError } from '../../../lambdas/shared/aws/errors';
import type { Attributes, Sns } from '../../../lambdas/shared/aws/sns';

const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:shop-platform-application';
const P8 = '-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----';
const SERVICE_ACCOUNT = '{"type":"service_account","private_key":"very secret"}';
const apns: ApplicationProperties = {
  name: 'shop-apns',
  platform: 'apns',
  secretArn: 'secret:apns',
  keyId: 'KEY',
  teamId: 'TEAM',
  bundleId: 'com.example',
};
const fcm: ApplicationProperties = { name: 'shop-fcm', platform: 'fcm', secretArn: 'secret:fcm' };
const ARN = 'arn:aws:sns:eu-west-1:123456789012:app/APNS/shop-apns';

const failed = (name: string, status = 400) => new AwsError({ name, message: `quotes ${P8}`, status, retryable: false });

/** SNS and Secrets Manager in memory. */
function setUp(texts: Record<string, string | undefined> = { 'secret:apns': P8, 'secret:fcm': SERVICE_ACCOUNT }) {
  const applications = new Map<string, Attributes>();
  const calls: string[] = [];
  const sns = {
    async createPlatformApplication({ Name, Platform, Attributes }) {
      calls.push('create');
      const PlatformApplicationArn = `arn:aws:sns:eu-west-1:123456789012:app/${Platform}/${Name}`;
      applications.set(PlatformApplicationArn, Attributes);
      return { PlatformApplicationArn };
    },
    async setPlatformApplicationAttributes({ PlatformApplicationArn, Attributes }) {
      calls.push('set');
      if (!applications.has(PlatformApplicationArn)) throw failed('NotFound', 404);
      applications.set(PlatformApplicationArn, Attributes);
    },
    async deletePlatformApplication({ PlatformApplicationArn }) {
      calls.push('delete');
      if (!applications.delete(PlatformApplicationArn)) throw failed('NotFound', 404);
    },
  } as Sns;
  const secrets = {
    async getSecretValue({ SecretId }: { SecretId: string }) {
      if (!(SecretId in texts)) throw failed('ResourceNotFoundException');
      return { SecretString: texts[SecretId] };
    },
  };
  const provide = platformApplication(sns, secrets);
  const run = (type: 'Create' | 'Update' | 'Delete', properties: ApplicationProperties, physicalId?: string) =>
    provide({ type, physicalId, properties, functionArn });
  return { sns, applications, calls, run };
}

describe('a creation', () => {
  it('makes an application for APNs by a token key', async () => {
    const { run, applications } = setUp();
    expect(await run('Create', apns)).toEqual({ physicalId: ARN });
    expect(applications.get(ARN)).toEqual({
      PlatformCredential: P8,
      PlatformPrincipal: 'KEY',
      ApplePlatformTeamID: 'TEAM',
      ApplePlatformBundleID: 'com.example',
    });
  });

  it('makes one for the sandbox, and one for FCM by a service account', async () => {
    const { run, applications } = setUp();
    expect((await run('Create', { ...apns, platform: 'apnsSandbox' })).physicalId).toMatch(/:app\/APNS_SANDBOX\/shop-apns$/);
    const { physicalId } = await run('Create', fcm);
    expect(physicalId).toMatch(/:app\/GCM\/shop-fcm$/);
    expect(applications.get(physicalId as string)).toEqual({ PlatformCredential: SERVICE_ACCOUNT });
  });

  it('that comes twice makes one, and one that was retained is taken over', async () => {
    const { run, applications, calls } = setUp();
    await run('Create', apns);
    expect(await run('Create', { ...apns, keyId: 'NEWER' })).toEqual({ physicalId: ARN });
    expect(applications.size).toBe(1);
    expect(applications.get(ARN)?.PlatformPrincipal).toBe('NEWER');
    expect(calls).toEqual(['set', 'create', 'set']);
  });

  it('stands in the partition and account of the function', async () => {
    const { sns } = setUp();
    const provide = platformApplication(sns, { getSecretValue: async () => ({ SecretString: SERVICE_ACCOUNT }) });
    const arn = 'arn:aws-cn:lambda:cn-north-1:210987654321:function:f';
    expect(await provide({ type: 'Create', properties: fcm, functionArn: arn })).toEqual({
      physicalId: 'arn:aws-cn:sns:cn-north-1:210987654321:app/GCM/shop-fcm',
    });
  });
});

describe('an update', () => {
  it('changes credentials in place, and so does its rollback', async () => {
    const { run, applications } = setUp();
    await run('Create', apns);
    expect(await run('Update', { ...apns, bundleId: 'com.example.two' }, ARN)).toEqual({ physicalId: ARN });
    expect(applications.get(ARN)?.ApplePlatformBundleID).toBe('com.example.two');
    expect(await run('Update', apns, ARN)).toEqual({ physicalId: ARN });
    expect(applications.get(ARN)?.ApplePlatformBundleID).toBe('com.example');
  });

  it('of the name or the platform makes another, which CloudFormation has the former deleted for', async () => {
    const { run, applications } = setUp();
    await run('Create', apns);
    const { physicalId } = await run('Update', { ...apns, name: 'shop-two' }, ARN);
    expect(physicalId).toMatch(/:app\/APNS\/shop-two$/);
    expect(applications.size).toBe(2);
    await run('Delete', apns, ARN);
    expect([...applications.keys()]).toEqual([physicalId]);
  });

  it('makes again what somebody deleted', async () => {
    const { run, applications } = setUp();
    await run('Update', apns, ARN);
    expect([...applications.keys()]).toEqual([ARN]);
  });
});

describe('a deletion', () => {
  it('succeeds, also when it is gone', async () => {
    const { run, applications } = setUp();
    await run('Create', apns);
    for (const _ of [1, 2]) expect(await run('Delete', apns, ARN)).toEqual({ physicalId: ARN });
    expect(applications.size).toBe(0);
  });

  it('needs no credentials, and does nothing where nothing was made', async () => {
    const { run, calls } = setUp({});
    await run('Delete', apns, 'not-created');
    await run('Delete', apns, ARN);
    expect(calls).toEqual(['delete']);
  });
});

describe('what is wrong is said, and no credential with it', () => {
  it.each([
    [{}, apns, 'The secret secret:apns cannot be read: ResourceNotFoundException.'],
    [{ 'secret:apns': undefined }, apns, 'The secret secret:apns must hold text.'],
    [
      { 'secret:apns': SERVICE_ACCOUNT.replace('private_key', 'key') },
      apns,
      'The secret secret:apns must hold a .p8 file, as Apple gives it.',
    ],
    [{ 'secret:fcm': P8 }, fcm, 'The secret secret:fcm must hold the JSON of a service account, as Firebase gives it.'],
    [{ 'secret:apns': P8 }, { ...apns, teamId: undefined }, 'The property teamId must be there for apns.'],
  ])('%#', async (texts, properties, message) => {
    await expect(setUp(texts).run('Create', properties)).rejects.toMatchObject({ name: 'Refusal', message });
  });

  it.each(['InvalidParameter', 'AuthorizationError', 'InternalError'])('SNS refuses with %s', async (name) => {
    const { sns, run } = setUp();
    const refuse = () => Promise.reject(failed(name));
    Object.assign(sns, { createPlatformApplication: refuse, deletePlatformApplication: refuse });
    for (const [type, step] of [
      ['Create', 'creating'],
      ['Delete', 'deleting'],
    ] as const) {
      const refusal = await run(type, apns, ARN).catch((error) => error);
      expect(refusal.message).toMatch(new RegExp(`^SNS refused ${step} it with ${name}`));
      expect(refusal.message).not.toContain('PRIVATE');
    }
  });
});

import type { IoMessage } from '@aws-cdk/toolkit-lib';
import { CdkMessages } from '../../../cli/deploy/messages';
import { recordingLog } from '../support';

const message = (code: string | undefined, level: string, text: string, data: unknown = undefined) =>
  ({ code, level, message: text, data, time: new Date(0), action: 'deploy' }) as IoMessage<unknown>;
const failed = (id: string, reason: string) =>
  message('CDK_TOOLKIT_I5502', 'info', '', {
    event: { LogicalResourceId: id, ResourceType: 'AWS::X', ResourceStatus: 'CREATE_FAILED', ResourceStatusReason: reason },
  });

test('passes on what the app prints and each warning once, and nothing else', async () => {
  const log = recordingLog();
  const messages = new CdkMessages(log, '/app');
  await messages.notify(message('CDK_ASSEMBLY_I1001', 'info', 'hello'));
  await messages.notify(message('CDK_TOOLKIT_I1000', 'info', 'synthesis took 1 s'));
  await messages.notify(message(undefined, 'warn', '[Warning at /Shop] old'));
  await messages.notify(message(undefined, 'warn', '[Warning at /Shop] old'));
  expect(log.lines).toEqual(['  hello', '  [Warning at /Shop] old']);
});

test('says of each resource when it is done, where that is wanted', async () => {
  const log = recordingLog();
  const messages = new CdkMessages(log, '/app', { resources: true });
  for (const ResourceStatus of ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE']) {
    const event = { LogicalResourceId: 'Notes', ResourceType: 'AWS::X', ResourceStatus };
    await messages.notify(message('CDK_TOOLKIT_I5502', 'info', '', { event }));
  }
  expect(log.lines).toEqual(['  update complete: Notes (AWS::X)']);
});

test('more rights are given only if that is approved; all else it agrees to', async () => {
  const asked: string[] = [];
  const approve = async (question: string) => {
    asked.push(question);
    return false;
  };
  const request = (permissionChangeType: string) =>
    ({
      ...message('CDK_TOOLKIT_I5060', 'info', `${permissionChangeType}: deploy?`, { permissionChangeType }),
      defaultResponse: true,
    }) as never;
  const messages = new CdkMessages(recordingLog(), '/app', { approve });
  expect([await messages.requestResponse(request('broadening')), await messages.requestResponse(request('non-broadening'))]).toEqual([
    false,
    true,
  ]);
  expect(asked).toEqual(['broadening: deploy?']);
});

test('agrees to what it is asked', async () => {
  const request = { ...message('CDK_TOOLKIT_I5060', 'info', 'deploy?'), defaultResponse: true };
  await expect(new CdkMessages(recordingLog(), '/app').requestResponse(request as never)).resolves.toBe(true);
});

test('a failed synthesis is explained by what the app printed, else by CDK', async () => {
  const messages = new CdkMessages(recordingLog(), '/app');
  await messages.notify(message('CDK_ASSEMBLY_E1002', 'error', 'Error: no rule'));
  await messages.notify(message('CDK_ASSEMBLY_E1002', 'error', 'at x (/app/bin/app.ts:1:2)'));
  expect(messages.synthesisProblem('Subprocess exited with error 1')).toBe('no rule\nat bin/app.ts:1:2');
  messages.beginSynthesis();
  await messages.notify(message(undefined, 'error', '[Error at /Shop] bad'));
  expect(messages.synthesisProblem('Found errors')).toBe('[Error at /Shop] bad\nFound errors');
});

test('a failed deployment is explained by the resources that failed, not by those that were stopped', async () => {
  const messages = new CdkMessages(recordingLog(), '/app');
  await messages.notify(failed('Notes', 'one index an update'));
  await messages.notify(failed('Pool', 'Resource creation cancelled'));
  expect(messages.deploymentProblem('❌  The stack failed\nand more')).toBe('The stack failed\nNotes (AWS::X): one index an update');
  messages.beginDeployment();
  expect(messages.deploymentProblem('again')).toBe('again');
});

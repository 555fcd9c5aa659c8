import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page, type Request } from 'playwright-core';
import { type PageServer, servePage } from '../support/page-server';
import { type Deployment, deployment, E2E_DIR, mailedCode, newEmail, PASSWORD } from './deployment';

const SHOTS = join(E2E_DIR, 'browser');

const NOTES = [
  ['Seed list', 'Broad beans, peas, chard.\nOrder before the end of January.'],
  ['Scrap', ''],
  ['What the river said', 'The long version is in the attachment; here is only the beginning, to see how a longer text breaks over lines.'],
] as const;

/** Debian's (`apt-get install chromium`); where it is not, these tests are skipped, and counted as such. */
const CHROMIUM = '/usr/bin/chromium';
const withBrowser = existsSync(CHROMIUM) ? describe : describe.skip;

withBrowser('the page of the notebooks example', () => {
  let to: Deployment;
  let server: PageServer;
  let browser: Browser;
  let page: Page;
  /** What the browser found wrong: exceptions, refusals by CORS or by the content security policy, failed requests. */
  const complaints: string[] = [];

  beforeAll(async () => {
    to = deployment('notebooks');
    const configFile = join(E2E_DIR, 'notebooks', 'page.json');
    writeFileSync(configFile, JSON.stringify(to.config));
    mkdirSync(SHOTS, { recursive: true });
    [server, browser] = await Promise.all([servePage(configFile), chromium.launch({ executablePath: CHROMIUM })]);
    page = await open({ viewport: { width: 1200, height: 900 } });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function open(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    const opened = await context.newPage();
    opened.setDefaultTimeout(20_000);
    opened.on('pageerror', (error) => complaints.push(String(error)));
    opened.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    await opened.goto(server.url);
    return opened;
  }

  const note = (title: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
  const field = (label: string) => page.getByLabel(label).filter({ visible: true });
  const button = (name: string | RegExp) => page.getByRole('button', { name });

  test('a person signs up, is told of a wrong code, and is signed in by the mailed one', async () => {
    const email = newEmail('ada');
    await shoot('sign-in');
    await button('Create an account').click();
    await field('Email').fill(email);
    await field('Password').fill(PASSWORD);
    await button('Create account').click();
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();

    const [mails] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: 'read it' }).click()]);
    await mails.getByText(email).first().waitFor();
    await mails.close();

    const code = await mailedCode(to.endpoint, email);
    await field('Code').fill(code === '123456' ? '654321' : '123456');
    await button('Confirm').click();
    await page.getByText('That is not the code that we sent.').waitFor();
    await shoot('confirm');
    expect(complaints.splice(0)).toEqual([expect.stringContaining('400')]);

    await field('Code').fill(code);
    await button('Confirm').click();
    await page.getByText(email).waitFor();
  });

  test('notes are created, published and deleted', async () => {
    for (const [title, text] of NOTES) {
      await field('Title').fill(title);
      await field('Text').fill(text);
      await button('Add note').click();
      await page.getByText(`“${title}” is saved.`).waitFor();
    }
    const titles = page.getByRole('heading', { level: 3 });
    expect(await titles.allTextContents()).toEqual(NOTES.map(([title]) => title).reverse());

    await note('Seed list').getByRole('button', { name: 'Publish' }).click();
    await note('Seed list').getByText('Published', { exact: true }).waitFor();
    await note('Scrap').getByRole('button', { name: 'Delete' }).click();
    await note('Scrap').waitFor({ state: 'detached' });
    expect(await titles.count()).toBe(2);
  });

  test('a file is uploaded by XMLHttpRequest with its progress, read back, and another one cancelled', async () => {
    const calls = requestsTo(page, 'POST');
    const shares = await progressSeen(page);
    await limitUpload(page, 1_500_000);
    const attach = note('Seed list').getByLabel('Attach a file');
    const bytes = Buffer.alloc(3_000_000, 'A line of text. ');
    await attach.setInputFiles({ name: 'seeds.txt', mimeType: 'text/plain', buffer: bytes });
    await page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 0.4);
    await shoot('upload');
    await page.getByText('seeds.txt is attached.').waitFor();

    const seen = await shares();
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect([seen[0], seen.at(-1)]).toEqual([0, 1]);
    expect(calls.map((call) => call.resourceType())).toEqual(['fetch', 'xhr']);
    expect(new URL(calls[1]!.url()).pathname).toMatch(/attachments|\/$/);

    const [download] = await Promise.all([page.waitForEvent('download'), button('seeds.txt').first().click()]);
    expect(download.suggestedFilename()).toBe('seeds.txt');
    expect(readFileSync(await download.path()).equals(bytes)).toBe(true);

    await attach.setInputFiles({ name: 'slow.txt', mimeType: 'text/plain', buffer: bytes });
    await button('Cancel').click();
    await button('Cancel').waitFor({ state: 'detached' });
    expect(await button('slow.txt').count()).toBe(0);
  });

  test('a file of another type is refused, in words', async () => {
    const attach = note('Seed list').getByLabel('Attach a file');
    await attach.setInputFiles({ name: 'seeds.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
    await note('Seed list').getByRole('alert').getByText('image/*').waitFor();
    expect(complaints.splice(0)).toEqual([expect.stringContaining('422')]);
  });

  test('the session, the notes and the files are there after a reload', async () => {
    await page.reload();
    await note('Seed list').getByText('Published', { exact: true }).waitFor();
    await note('Seed list').getByRole('button', { name: 'seeds.txt', exact: true }).waitFor();
    expect(await page.getByRole('heading', { level: 3 }).count()).toBe(2);
    await shoot('notes');
  });

  test('signing out ends it, here and after a reload', async () => {
    await button('Sign out').click();
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    expect(await page.getByRole('heading', { level: 3 }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  /** Screenshots in light and dark, wide and as narrow as a phone. */
  async function shoot(name: string): Promise<void> {
    const before = page.viewportSize()!;
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1200, 390]) {
        await page.setViewportSize({ width, height: 844 });
        await page.emulateMedia({ colorScheme });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        await page.screenshot({ path: join(SHOTS, `${name}-${colorScheme}-${width}.png`), fullPage: true });
      }
    }
    await page.emulateMedia({ colorScheme: null });
    await page.setViewportSize(before);
  }
});

/** The page's requests by a method, as they come. */
function requestsTo(page: Page, method: string): Request[] {
  const requests: Request[] = [];
  page.on('request', (request) => void (request.method() === method && requests.push(request)));
  return requests;
}

/** Notes each value of a progress bar from now on; gives what was noted. */
async function progressSeen(page: Page): Promise<() => Promise<number[]>> {
  const seen = await page.evaluateHandle(() => {
    const values: number[] = [];
    new MutationObserver((changes) => {
      for (const { target } of changes) values.push((target as HTMLProgressElement).value);
    }).observe(document.body, { subtree: true, attributeFilter: ['value'] });
    return values;
  });
  return () => seen.jsonValue();
}

/** Lets so many bytes a second through. */
async function limitUpload(page: Page, uploadThroughput: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
}

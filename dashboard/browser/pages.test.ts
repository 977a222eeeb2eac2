import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type Server } from './server';

/** Each page in a real browser against the real server on recorded trades; the console stays clean. */

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => existsSync(p));
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SOON = { timeout: 45_000 };

// Without a browser there is nothing to test with; the run says so instead of passing.
describe.skipIf(!CHROMIUM)('the dashboard in a browser', { timeout: 90_000 }, () => {
  let server: Server;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    server = await startServer();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: FLAGS });
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('console', (line) => {
      if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    complaints = [];
    await page.goto(server.link);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  }, 60_000);

  beforeEach(() => {
    complaints = [];
  });

  afterEach(() => {
    expect(complaints).toEqual([]);
  });

  const open = (path: string): Promise<unknown> => page.goto(new URL(path, server.link).href);

  it('says at once that the money is paper and the market recorded', async () => {
    await page.getByText('PAPER MONEY').waitFor(SOON);
    await page.getByText('Bitstamp BTC/USD').first().waitFor(SOON);
  });

  it('shows pseudo positions opening and closing, and sets reaching the exchange', async () => {
    const status = await until(async () => data(await get('/api/trade-engine/status')), (s) => Number(s.pseudo.closed) > 1000);
    expect(Number(status.pseudo.opened)).toBeGreaterThan(Number(status.pseudo.closed));
    const funnel = await until(async () => data(await get('/api/sets/funnel')), (f) => Number(f.exchange) > 0);
    expect(Number(funnel.base)).toBeGreaterThan(Number(funnel.main));
    await page.getByText('Exchange', { exact: true }).first().waitFor(SOON);
  });

  it('trades on paper, so that the equity moves', async () => {
    const closed = await until(
      async () => data(await get('/api/positions?level=exchange&status=closed')),
      (positions) => positions.items.length > 0,
    );
    expect(closed.items[0].exit).not.toBeNull();
    const connections = data(await get('/api/settings/connections'));
    const equity = await until(
      async () => data(await get(`/api/equity?connectionId=${connections[0].id}`)),
      (curve) => curve.points.some((point: [number, string]) => Number(point[1]) !== Number(curve.start)),
    );
    expect(Number(equity.start)).toBe(10_000);
  });

  it('draws the market', async () => {
    await open('/market');
    await page.getByText('BTCUSD').first().waitFor(SOON);
    await page.locator('canvas').first().waitFor(SOON);
  });

  it('shows the sets of an indication as a heat map and as a table', async () => {
    await open('/sets');
    await page.getByText('direction:3', { exact: true }).first().waitFor(SOON);
    await page.getByText('Trailing off').first().waitFor(SOON);
  });

  it('shows the database, its tables and what its statements cost', async () => {
    await open('/database');
    await page.getByText(/^SQLite 3\./).waitFor(SOON);
    await page.getByText(/^The schema is as expected, fingerprint [0-9a-f]{12}/).waitFor(SOON);
    await page.getByRole('rowheader', { name: 'base_pseudo_positions', exact: true }).waitFor(SOON);
    await page.getByRole('rowheader', { name: 'pseudo positions', exact: true }).waitFor(SOON);
    const statement = page.getByRole('button', { name: /insert into base_pseudo_positions/ }).first();
    await statement.click(SOON);
    await page.locator('.statement-detail pre').first().waitFor(SOON);
    await page.getByRole('button', { name: 'Measure now' }).click();
    await page.getByText(/^1\. Migration System Status/).waitFor(SOON);
    await page.getByText(/^\d+ true · \d+ false/).waitFor(SOON);
  });

  it('explains every endpoint of the interface', async () => {
    await open('/reference');
    await page.getByLabel('Find').fill('heat map');
    const endpoint = page.getByText('/api/sets/heat-map').first();
    await endpoint.click(SOON);
    await page.getByText('HeatMap').first().waitFor(SOON);
    await page.getByText("curl -H").first().waitFor(SOON);
  });

  it('lets the holder of the link create the administrator, who then is logged in', async () => {
    await page.getByRole('link', { name: 'Create admin' }).or(page.getByRole('button', { name: 'Create admin' })).first().click();
    await page.getByLabel(/user ?name/i).fill('alice');
    const passwords = page.locator('input[type=password]');
    for (let i = 0; i < (await passwords.count()); i++) await passwords.nth(i).fill('correct horse battery');
    await page.getByRole('button', { name: 'Create and log in' }).click();
    await page.getByText('alice').first().waitFor(SOON);
  });

  it('stops everything in an emergency, after asking', async () => {
    await open('/');
    await page.getByRole('button', { name: /emergency stop/i }).first().click();
    const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    await dialog.first().waitFor(SOON);
    await dialog.getByRole('button', { name: 'Stop everything' }).click();
    await until(async () => data(await get('/api/trade-engine/status')), (status) => status.emergencyStopped === true);
  });

  /** Asks with the session of the page. */
  const get = (path: string): Promise<unknown> =>
    page.evaluate(async (url) => (await fetch(url)).json() as unknown, new URL(path, server.link).href);

  // Answers are looked at here as a stranger would, without the types of the dashboard.
  const data = (answer: unknown): any => (answer as { data: unknown }).data;

  async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
    const end = Date.now() + SOON.timeout;
    for (;;) {
      const answer = await ask();
      if (holds(answer)) return answer;
      if (Date.now() > end) throw new Error(`still waiting: ${JSON.stringify(answer).slice(0, 500)}`);
      await page.waitForTimeout(250);
    }
  }
});

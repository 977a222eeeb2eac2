import { describe, expect, it } from 'vitest';
import { Client, cookie, Problem, withQuery } from './client';

interface Sent {
  url: string;
  init: RequestInit;
}

/** A browser that gives the prepared answers in turn and keeps what was sent. */
function browser(answers: (Response | Error)[], cookies = 'XSRF-TOKEN=abc%2Fd') {
  const sent: Sent[] = [];
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url, init });
    const answer = answers.shift() ?? new Error('no answer was prepared');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { sent, client: new Client({ fetch, cookies: () => cookies }) };
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const failure: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(failure).toBeInstanceOf(Problem);
  return failure as Problem;
}

describe('client', () => {
  it('unwraps the data of a success', async () => {
    const { client } = browser([json(200, { success: true, data: [1, 2] })]);
    expect(await client.get('/api/x')).toEqual([1, 2]);
  });

  it('sends only parameters that have a value', () => {
    expect(withQuery('/api/sets', { level: null, sort: 'closed', cursor: '', limit: 50, x: undefined })).toBe(
      '/api/sets?sort=closed&limit=50',
    );
    expect(withQuery('/api/sets', { name: 'a:b 1/2' })).toBe('/api/sets?name=a%3Ab+1%2F2');
    expect(withQuery('/api/sets')).toBe('/api/sets');
  });

  it('sends the token of the cookie with a post, but not with a get', async () => {
    const { client, sent } = browser([json(200, { success: true, data: 1 }), json(200, { success: true, data: 1 })]);
    await client.get('/api/x');
    await client.post('/api/x', { a: 1 });
    expect(sent[0]?.init.headers).not.toHaveProperty('X-XSRF-TOKEN');
    expect(sent[1]?.init.headers).toHaveProperty('X-XSRF-TOKEN', 'abc/d');
    expect(sent[1]?.init.body).toBe('{"a":1}');
  });

  it('fetches a token first when there is none yet', async () => {
    const { client, sent } = browser([json(200, { success: true, data: {} }), json(200, { success: true, data: 1 })], '');
    await client.post('/api/x');
    expect(sent.map(({ url }) => url)).toEqual(['/api/auth/me', '/api/x']);
  });

  it('turns problem+json into its sentence, details and waiting time', async () => {
    const body = { title: 'Too many', status: 429, success: false, error: 'Too many tries.', details: { left: 0 } };
    const { client } = browser([json(429, body, { 'Retry-After': '30' })]);
    const problem = await problemOf(client.post('/api/auth/login'));
    expect(problem).toMatchObject({ status: 429, message: 'Too many tries.', details: { left: 0 }, retryAfter: 30 });
  });

  it('says so when the answer is not JSON', async () => {
    const { client } = browser([new Response('<html>', { status: 502 })]);
    expect((await problemOf(client.get('/api/x'))).message).toContain('502');
  });

  it('does not take a success without the success mark', async () => {
    const { client } = browser([json(200, { success: false, error: 'No.' })]);
    expect((await problemOf(client.get('/api/x'))).message).toBe('No.');
  });

  it('says that the server does not answer when the network fails', async () => {
    const { client } = browser([new TypeError('failed to fetch')]);
    expect(await problemOf(client.get('/api/x'))).toMatchObject({ status: 0 });
  });

  it('tells its listener when nobody is logged in, except at a wrong password', async () => {
    const answer = () => json(401, { success: false, error: 'No.' });
    const { client } = browser([answer(), answer()]);
    let told = 0;
    client.whenUnauthorized(() => told++);
    await problemOf(client.post('/api/auth/login'));
    expect(told).toBe(0);
    await problemOf(client.get('/api/sets'));
    expect(told).toBe(1);
  });
});

describe('cookie', () => {
  it('finds the one of the exact name', () => {
    expect(cookie('aXSRF-TOKEN=1; XSRF-TOKEN=2', 'XSRF-TOKEN')).toBe('2');
    expect(cookie('', 'XSRF-TOKEN')).toBeNull();
  });
});

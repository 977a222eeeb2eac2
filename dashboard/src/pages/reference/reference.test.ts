import { describe, expect, it } from 'vitest';
import { curl, grouped, matching, recordsOf, typeText, type OpenApi, type Operation } from './openapi';

const ANSWER = { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } };

function operation(tag: string, summary: string, more: Partial<Operation> = {}): Operation {
  return { tags: [tag], summary, 'x-least-role': 'viewer', responses: { 200: ANSWER }, ...more };
}

const DOCUMENT: OpenApi = {
  info: { title: 'CTS', version: '4', description: '' },
  paths: {
    '/api/sets': { get: operation('sets', 'Sets, filtered and sorted.') },
    '/api/sets/{id}': { get: operation('sets', 'One set.') },
    '/api/auth/login': {
      post: operation('auth', 'Logs in.', { 'x-least-role': 'anyone', requestBody: { content: {} } }),
    },
  },
  components: {
    schemas: {
      A: { type: 'object', properties: { b: { type: 'array', items: { $ref: '#/components/schemas/B' } } } },
      B: { type: 'object', properties: { again: { anyOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] } } },
    },
  },
};

describe('the document of the interface', () => {
  it('is grouped by the first word of its paths', () => {
    expect(grouped(DOCUMENT).map(([tag, endpoints]) => [tag, endpoints.length])).toEqual([
      ['auth', 1],
      ['sets', 2],
    ]);
  });

  it('is searched by all words, in path and summary', () => {
    const sets = grouped(DOCUMENT)[1]?.[1] ?? [];
    expect(matching(sets, 'GET sorted').map((each) => each.path)).toEqual(['/api/sets']);
    expect(matching(sets, '').length).toBe(2);
  });

  it('writes types as one line', () => {
    expect(typeText({ type: ['string', 'null'] })).toBe('string | null');
    expect(typeText({ type: 'array', items: { type: ['number', 'null'] } })).toBe('(number | null)[]');
    expect(typeText({ anyOf: [{ $ref: '#/components/schemas/Orders.Row' }, { type: 'null' }] })).toBe('Orders.Row | null');
    expect(typeText({ type: 'string', format: 'decimal' })).toBe('decimal string');
    expect(typeText({ type: 'object', properties: { a: { type: 'boolean' } } })).toBe('{ a: boolean }');
    expect(typeText({ enum: ['long', 'short'], type: 'string' })).toBe('long | short');
    expect(typeText({})).toBe('any');
  });

  it('follows records, each once, even in a circle', () => {
    expect(recordsOf({ $ref: '#/components/schemas/A' }, DOCUMENT).map(([name]) => name)).toEqual(['A', 'B']);
  });

  it('tells how a shell asks', () => {
    const [[, auth] = ['', []], [, sets] = ['', []]] = grouped(DOCUMENT);
    expect(auth[0] && curl(auth[0], 'http://x')).toBe(
      "curl -X POST -H 'Content-Type: application/json' -d '{…}' 'http://x/api/auth/login'",
    );
    expect(sets[1] && curl(sets[1], 'http://x')).toBe(`curl -H "Authorization: Bearer $TOKEN" 'http://x/api/sets/ID'`);
  });
});

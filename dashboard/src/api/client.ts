/** A request that did not succeed, as one sentence for people. */
export class Problem extends Error {
  /** HTTP status; 0 when the server did not answer. */
  readonly status: number;
  readonly details: unknown;
  /** Seconds to wait before trying again, where the server said so. */
  readonly retryAfter: number | null;

  constructor(status: number, message: string, details: unknown = null, retryAfter: number | null = null) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.details = details;
    this.retryAfter = retryAfter;
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

/** What the client needs of the browser; a test brings its own. */
export interface Browser {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  cookies: () => string;
}

const CSRF_COOKIE = 'XSRF-TOKEN';

/** Path with the parameters that have a value. */
export function withQuery(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

export function cookie(cookies: string, name: string): string | null {
  for (const pair of cookies.split('; ')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals) === name) return decodeURIComponent(pair.slice(equals + 1));
  }
  return null;
}

/**
 * Talks to the server: unwraps `{success, data}`, turns problem+json into a {@link Problem} and sends the CSRF token with
 * everything that changes something.
 */
export class Client {
  readonly #browser: Browser;
  #onUnauthorized: () => void = () => {};

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Called whenever the server says that nobody is logged in any more. */
  whenUnauthorized(listener: () => void): void {
    this.#onUnauthorized = listener;
  }

  get<T>(path: string, query: Query = {}, signal: AbortSignal | null = null): Promise<T> {
    return this.#send<T>(withQuery(path, query), { method: 'GET', headers: { Accept: 'application/json' }, signal });
  }

  /** Something that is JSON but no answer of the interface. */
  async document<T>(path: string, signal: AbortSignal | null = null): Promise<T> {
    const response = await this.#fetch(path, { method: 'GET', headers: { Accept: 'application/json' }, signal });
    const answer = await readJson(response);
    if (response.ok && answer !== null) return answer as T;
    throw problemOf(response, answer);
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    const token = await this.#csrfToken();
    const headers: Record<string, string> = { Accept: 'application/json', 'Content-Type': 'application/json' };
    if (token !== null) headers['X-XSRF-TOKEN'] = token;
    return this.#send<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** The server sets the cookie with any answer; a page that only just opened may have to ask for one. */
  async #csrfToken(): Promise<string | null> {
    const present = cookie(this.#browser.cookies(), CSRF_COOKIE);
    if (present !== null) return present;
    await this.get('/api/auth/me');
    return cookie(this.#browser.cookies(), CSRF_COOKIE);
  }

  async #send<T>(url: string, init: RequestInit): Promise<T> {
    const response = await this.#fetch(url, init);
    const answer = await readJson(response);
    if (response.ok && answer?.['success'] === true) return answer['data'] as T;
    if (response.status === 401 && url !== '/api/auth/login') this.#onUnauthorized();
    throw problemOf(response, answer);
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#browser.fetch(url, { ...init, credentials: 'same-origin' });
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
      throw new Problem(0, 'The server does not answer. Check that CTS is still running.');
    }
  }
}

async function readJson(response: Response): Promise<Record<string, unknown> | null> {
  try {
    const value: unknown = await response.json();
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    // Not JSON: the caller says so with the status it came with.
    return null;
  }
}

function problemOf(response: Response, answer: Record<string, unknown> | null): Problem {
  const sentence = [answer?.['error'], answer?.['detail'], answer?.['title']].find(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  const wait = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new Problem(
    response.status,
    sentence ?? `The server answered ${response.status} without saying why.`,
    answer?.['details'] ?? null,
    Number.isFinite(wait) ? wait : null,
  );
}

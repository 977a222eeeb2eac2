import { describe, expect, it } from 'vitest';
import { LiveStream } from './stream';
import type { Source } from './stream';

/** An event source that is opened, broken and fed by hand. */
class HandSource implements Source {
  closed = false;
  readonly #listeners = new Map<string, (event: { data?: unknown }) => void>();

  addEventListener(name: string, listener: (event: { data?: unknown }) => void): void {
    this.#listeners.set(name, listener);
  }

  close(): void {
    this.closed = true;
  }

  tell(name: string, data?: unknown): void {
    this.#listeners.get(name)?.(data === undefined ? {} : { data: JSON.stringify(data) });
  }
}

function fixture() {
  const sources: HandSource[] = [];
  const waits: { ms: number; run: () => void }[] = [];
  let lost = 0;
  const stream = new LiveStream(
    () => {
      const source = new HandSource();
      sources.push(source);
      return source;
    },
    {
      later: (run, ms) => {
        const wait = { ms, run };
        waits.push(wait);
        return () => void waits.splice(waits.indexOf(wait), 1);
      },
    },
    () => lost++,
  );
  return { stream, sources, waits, lost: () => lost };
}

describe('live stream', () => {
  it('takes in events and tells its watchers', () => {
    const { stream, sources } = fixture();
    let told = 0;
    const leave = stream.watch(() => told++);
    stream.start();
    sources[0]?.tell('open');
    sources[0]?.tell('price', { symbol: 'A', time: 1, price: 2 });
    expect(stream.state.connected).toBe('open');
    expect(stream.state.prices['A']?.price).toBe(2);
    expect(told).toBe(2);
    leave();
    sources[0]?.tell('price', { symbol: 'A', time: 1, price: 3 });
    expect(told).toBe(2);
  });

  it('opens only one source however often it is started', () => {
    const { stream, sources } = fixture();
    stream.start();
    stream.start();
    expect(sources).toHaveLength(1);
  });

  it('says when it is lost and tries again, waiting longer each time up to 15 s', () => {
    const { stream, sources, waits, lost } = fixture();
    stream.start();
    const seen: number[] = [];
    for (let i = 0; i < 6; i++) {
      sources.at(-1)?.tell('error');
      expect(stream.state.connected).toBe('lost');
      expect(sources.at(-1)?.closed).toBe(true);
      seen.push(waits.at(-1)?.ms ?? 0);
      waits.at(-1)?.run();
    }
    expect(seen).toEqual([1000, 2000, 4000, 8000, 15000, 15000]);
    expect(lost()).toBe(6);
    sources.at(-1)?.tell('open');
    sources.at(-1)?.tell('error');
    expect(waits.at(-1)?.ms).toBe(1000);
  });

  it('keeps what it knew while it is lost', () => {
    const { stream, sources } = fixture();
    stream.start();
    sources[0]?.tell('price', { symbol: 'A', time: 1, price: 2 });
    sources[0]?.tell('error');
    expect(stream.state.prices['A']?.price).toBe(2);
  });

  it('hears nothing more from a source it left', () => {
    const { stream, sources, waits } = fixture();
    stream.start();
    sources[0]?.tell('error');
    waits[0]?.run();
    sources[0]?.tell('price', { symbol: 'A', time: 1, price: 2 });
    expect(stream.state.prices).toEqual({});
  });

  it('does not come back after it was stopped', () => {
    const { stream, sources, waits } = fixture();
    stream.start();
    sources[0]?.tell('error');
    stream.stop();
    expect(waits).toHaveLength(0);
    expect(sources).toHaveLength(1);
  });
});

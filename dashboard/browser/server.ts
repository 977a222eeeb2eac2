import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real server on a free port and an empty data folder, playing the recorded trades. */
export interface Server {
  /** The one-time link of the first start. */
  readonly link: string;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

const JAR = join(import.meta.dirname, '../../server/target/cts.jar');
const PATIENCE_MS = 60_000;

export function startServer(): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'cts-browser-'));
  const java = process.env['JAVA_HOME'] ? join(process.env['JAVA_HOME'], 'bin/java') : 'java';
  const flags = ['--enable-native-access=ALL-UNNAMED', '--sun-misc-unsafe-memory-access=allow'];
  const args = [...flags, '-jar', JAR, 'up', '--port', '0', '--data', data, '--speed', '2000'];
  const child = spawn(java, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => fail('gave no link within a minute'), PATIENCE_MS);
    const fail = (what: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`the server ${what}:\n${said}`));
    };
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const link = /http:\/\/\S+\?setup=\S+/.exec(said);
      if (!link) return;
      clearTimeout(timer);
      resolve({ link: link[0], stop: () => stop(child, data) });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', (error) => fail(`could not be started (${error.message})`));
    child.on('exit', (code) => fail(`ended with ${code ?? 'a signal'}`));
  });
}

function stop(child: ChildProcess, data: string): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.on('exit', () => {
      rmSync(data, { recursive: true, force: true });
      resolve();
    });
    child.kill('SIGTERM');
  });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

/** Ready within a second as a rule; a process that hangs this long in its runtime's own start-up is started anew. */
const START_MS = 20_000;
const STARTS = 3;

async function started(options, left = STARTS) {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--slot-ms', '0', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(createInterface(child.stdout), 'line', { signal: AbortSignal.timeout(START_MS) });
    return { child, ready: JSON.parse(line) };
  } catch (failure) {
    child.kill('SIGKILL');
    if (left === 1) throw failure;
    return started(options, left - 1);
  }
}

/** Starts the program on a free port. Slots stand still unless asked otherwise, so that tests own the time. */
export async function startServer(...options) {
  const { child, ready } = await started(options);
  const url = `http://127.0.0.1:${ready.port}`;
  return {
    ...ready,
    url,
    child,
    call: (method, ...params) => call(url, method, params),
    refusal: (method, ...params) => refusal(url, method, params),
    post: (body, headers = { 'content-type': 'application/json' }) => fetch(url, { method: 'POST', headers, body }),
    async stop(signal = 'SIGTERM') {
      const exited = once(child, 'exit');
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}

/** Result of a call; throws its error. */
async function call(url, method, params) {
  const { result, error } = await exchange(url, method, params);
  if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
  return result;
}

/** Error of a call that is expected to be refused. */
async function refusal(url, method, params) {
  const { result, error } = await exchange(url, method, params);
  if (error === undefined) throw new Error(`${method} succeeded: ${JSON.stringify(result)}`);
  return error;
}

async function exchange(url, method, params) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return response.json();
}

/** Polls until the condition gives something truthy. */
export async function until(condition, deadlineMs = 5_000) {
  for (const end = Date.now() + deadlineMs; Date.now() < end;) {
    const value = await condition();
    if (value) return value;
  }
  throw new Error('the condition was not met in time');
}

import { setTimeout as delay } from 'node:timers/promises';
import http from 'node:http';
import { answer, failure, parseCalls } from './dispatch.js';
import { toJson } from './json.js';

const MAX_BODY_BYTES = 1024 * 1024;
const BODY_TIMEOUT_MS = 10_000;

/** JSON-RPC over HTTP: POST / with a JSON body, and GET /health. */
export function createServer({ methods, faults, calls }) {
  const server = http.createServer((request, response) => {
    handle(request, response).catch((error) => {
      process.stderr.write(`${error.stack}\n`);
      response.destroy();
    });
  });
  server.requestTimeout = BODY_TIMEOUT_MS;
  return server;

  async function handle(request, response) {
    if (request.method === 'GET' && request.url === '/health') return reply(response, 200, 'ok', 'text/plain');
    if (request.method !== 'POST') return refuse(request, response, 405, 'POST is required');
    // A page in a browser cannot send this type to another origin unasked, so it cannot reach the admin calls.
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      return refuse(request, response, 415, 'Content-Type: application/json is required');
    }
    const body = await readBody(request);
    if (body === undefined) return refuse(request, response, 413, `The body exceeds ${MAX_BODY_BYTES} bytes`);
    return respond(response, body);
  }

  async function respond(response, body) {
    let request;
    try {
      request = parseCalls(body);
    } catch (error) {
      return replyJson(response, failure(error));
    }
    request.calls.forEach((call) => calls.record(call));
    const struck = request.calls.map((call) => faults.take(call?.method));
    if (await strike(response, struck)) return undefined;
    const answers = request.calls.map((call, index) => answer(methods, call, struck[index])).filter(Boolean);
    if (answers.length === 0) return reply(response, 200, '', 'application/json');
    return replyJson(response, request.batch ? answers : answers[0]);
  }
}

/** Lets the faults of a request act on its connection. Returns true when they have settled the response. */
async function strike(response, faults) {
  for (const fault of faults.filter(Boolean)) {
    switch (fault.kind) {
      case 'delay':
        await delay(fault.delayMs);
        break;
      case 'drop':
        response.destroy();
        return true;
      case 'hang':
        return true;
      case '429':
        response.setHeader('Retry-After', String(fault.retryAfter));
        reply(response, 429, toJson(failure429()), 'application/json');
        return true;
      case 'html':
        reply(response, 502, '<html><body><h1>502 Bad Gateway</h1></body></html>', 'text/html');
        return true;
      default: // answered call by call
    }
  }
  return false;
}

const failure429 = () => ({ jsonrpc: '2.0', error: { code: 429, message: 'Too many requests' }, id: null });

/** The body as text, or undefined when it is too long. */
async function readBody(request) {
  const chunks = [];
  let length = 0;
  // Leaving the loop must not destroy the connection: the refusal still has to go out on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Answers before the body has been read: the connection cannot be used again. */
function refuse(request, response, status, message) {
  response.setHeader('Connection', 'close');
  reply(response, status, message, 'text/plain');
  request.resume();
}

const replyJson = (response, value) => reply(response, 200, toJson(value), 'application/json');

function reply(response, status, body, type) {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

// Drives /v1/mcp with the protocol's own client; prints one JSON line with what it saw.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const address = new URL(`${process.env.TIDEPOOL_URL}/v1/mcp`);
const headersOf = (key) => (key ? { Authorization: `Bearer ${key}` } : {});

async function connect(key) {
  const client = new Client({ name: 'tidepool-test', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(address, { requestInit: { headers: headersOf(key) } });
  await client.connect(transport);
  return { client, transport };
}

/** How an attempt ended that must not succeed. */
const failureOf = async (attempt) => attempt().then(() => 'accepted', (error) => String(error.message));

const owner = await connect(process.env.TIDEPOOL_API_KEY);
const call = async (name, args = {}, by = owner) => {
  const answer = await by.client.callTool({ name, arguments: args });
  return { error: answer.isError === true, text: answer.content[0]?.text, type: answer.content[0]?.type, data: answer.structuredContent };
};

const server = owner.client.getServerVersion();
const { tools } = await owner.client.listTools();
await owner.client.ping();

const created = await call('session_create', { label: 'by mcp' });
const sessionId = created.data.id;
const appended = await call('message_append', { sessionId, role: 'user', content: 'The tide is high.' });
const history = await call('message_history', { sessionId });
const listed = await call('session_list', { label: 'by mcp', limit: 5 });
const unknown = await call('session_get', { sessionId: '00000000-0000-7000-8000-000000000000' });
const missing = await call('message_append', { sessionId, role: 'captain', content: 'x' });

const described = await call('skill_describe', { name: 'word-count' });
const executed = await call('skill_execute', { name: 'word-count', input: { text: 'high and low' }, sessionId });

const lines = [
  { surfaceUpdate: { surfaceId: 'tide', components: [{ id: 'text', component: { Text: { text: { literalString: 'High tide' } } } }] } },
  { beginRendering: { surfaceId: 'tide', root: 'text' } },
].map((line) => JSON.stringify(line)).join('\n');
const drawn = await call('canvas_apply', { sessionId, lines });
const canvas = await call('canvas_snapshot', { sessionId });
const misdrawn = await call('canvas_apply', { sessionId, lines: '{"version":1}' });

const other = await connect(process.env.TIDEPOOL_API_KEY_OPEN_SOURCE);
const foreign = [];
for (const [name, more] of [['session_get', {}], ['message_history', {}], ['canvas_snapshot', {}], ['browser_open', {}], ['session_close', {}]]) {
  foreign.push((await call(name, { sessionId, ...more }, other)).text);
}
await other.client.close();

const reader = await connect(process.env.READER_KEY);
const read = await call('session_get', { sessionId }, reader);
const forbidden = await call('session_close', { sessionId }, reader);
const forbiddenSkill = await call('skill_execute', { name: 'word-count' }, reader);

// The owner's session of the protocol, shown with the reader's key.
const raw = (method, key, session, headers = {}) => fetch(address, {
  method,
  headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream', 'Mcp-Session-Id': session, ...headersOf(key), ...headers },
  body: method === 'POST' ? JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }) : undefined,
});
const stolen = [];
for (const method of ['POST', 'GET', 'DELETE']) {
  stolen.push((await raw(method, process.env.READER_KEY, owner.transport.sessionId)).status);
}
await reader.client.close();

const strangePage = (await raw('POST', process.env.TIDEPOOL_API_KEY, owner.transport.sessionId, { Origin: 'https://strange.example' })).status;

const listening = new AbortController();
const stream = await fetch(address, {
  headers: { Accept: 'text/event-stream', 'Mcp-Session-Id': owner.transport.sessionId, ...headersOf(process.env.TIDEPOOL_API_KEY) },
  signal: listening.signal,
});
const first = new TextDecoder().decode((await stream.body.getReader().read()).value);
listening.abort();

const browser = {};
if (process.env.SITE_URL) {
  browser.opened = await call('browser_open', { sessionId, url: `${process.env.SITE_URL}/` });
  browser.snapshot = await call('browser_snapshot', { sessionId });
  const ref = /textbox "Day" \[ref=(e\d+)]/.exec(browser.snapshot.text)?.[1];
  browser.typed = await call('browser_act', { sessionId, kind: 'type', ref, text: 'monday', submit: true });
  browser.picture = (await call('browser_screenshot', { sessionId })).type;
  browser.refused = await call('browser_navigate', { sessionId, url: 'http://169.254.169.254/' });
  browser.closed = await call('browser_close', { sessionId });
}

const badKey = await failureOf(() => connect('wrong'));
const noKey = await failureOf(() => connect());
const closed = await call('session_close', { sessionId });

const session = owner.transport.sessionId;
await owner.transport.terminateSession();
const ended = (await raw('POST', process.env.TIDEPOOL_API_KEY, session)).status;
await owner.client.close();

console.log(JSON.stringify({
  server, tools, created, appended, history, listed, unknown, missing, described, executed, drawn, canvas, misdrawn, foreign, read, forbidden,
  forbiddenSkill, stolen, strangePage, stream: { status: stream.status, type: stream.headers.get('content-type'), first }, browser, badKey, noKey, closed, ended,
}));

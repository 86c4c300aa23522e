// Drives /v1/mcp with the protocol's own client; prints one JSON line with what it saw.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const address = new URL(`${process.env.TIDEPOOL_URL}/v1/mcp`);

async function connect(key) {
  const client = new Client({ name: 'tidepool-test', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers: { Authorization: `Bearer ${key}` } } }));
  return client;
}

const client = await connect(process.env.TIDEPOOL_API_KEY);
const call = async (name, args = {}, by = client) => {
  const answer = await by.callTool({ name, arguments: args });
  return { error: answer.isError === true, text: answer.content[0]?.text, type: answer.content[0]?.type, data: answer.structuredContent };
};

const server = client.getServerVersion();
const { tools } = await client.listTools();
const created = await call('session_create', { label: 'by mcp' });
const sessionId = created.data.id;
const appended = await call('message_append', { sessionId, role: 'user', content: 'The tide is high.' });
const history = await call('message_history', { sessionId });
const listed = await call('session_list', { label: 'by mcp', limit: 5 });
const unknown = await call('session_get', { sessionId: '00000000-0000-7000-8000-000000000000' });
const missing = await call('message_append', { sessionId, role: 'captain', content: 'x' });

const other = await connect(process.env.TIDEPOOL_API_KEY_OPEN_SOURCE);
const foreign = await call('session_get', { sessionId }, other);
await other.close();

const reader = await connect(process.env.READER_KEY);
const read = await call('session_get', { sessionId }, reader);
const forbidden = await call('session_close', { sessionId }, reader);
await reader.close();

const browser = {};
if (process.env.SITE_URL) {
  browser.opened = await call('browser_open', { sessionId, url: `${process.env.SITE_URL}/` });
  browser.snapshot = await call('browser_snapshot', { sessionId });
  const ref = /textbox "Day" \[ref=(e\d+)]/.exec(browser.snapshot.text)?.[1];
  browser.typed = await call('browser_type', { sessionId, ref, text: 'monday', submit: true });
  browser.picture = (await call('browser_screenshot', { sessionId })).type;
  browser.refused = await call('browser_navigate', { sessionId, url: 'http://169.254.169.254/' });
  browser.closed = await call('browser_close', { sessionId });
}

let badKey = 'accepted';
try {
  await connect('wrong');
} catch (error) {
  badKey = String(error.message);
}
const closed = await call('session_close', { sessionId });
await client.close();

console.log(JSON.stringify({
  server, tools: tools.map((tool) => tool.name), created, appended, history, listed, unknown, missing, foreign, read, forbidden, browser, badKey, closed,
}));

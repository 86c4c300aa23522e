// Shows a session's canvas in A2UI's own renderers in a headless Chromium, fed by the session's socket, and clicks in it; prints one
// JSON line with what it saw.
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import WebSocket from 'ws';

const { TIDEPOOL_URL: url, TIDEPOOL_API_KEY: key, SESSION: session, CHROMIUM: executablePath } = process.env;
const headers = { Authorization: `Bearer ${key}` };
const seen = {};

const told = [];
const waiting = [];
const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/sessions/${session}/socket`, { headers });
socket.on('message', (data) => {
  const message = JSON.parse(data.toString());
  told.push(message);
  for (const each of [...waiting].filter(({ type }) => type === message.type)) {
    waiting.splice(waiting.indexOf(each), 1);
    each.resolve(message);
  }
});
const next = (type) => new Promise((resolve) => { waiting.push({ type, resolve }); });
// It may come before the browser has started.
const connected = next('connected');
const say = (message) => socket.send(JSON.stringify(message));
const draw = (...lines) => fetch(`${url}/v1/sessions/${session}/canvas`, {
  method: 'POST',
  headers: { ...headers, 'Content-Type': 'application/x-ndjson' },
  body: lines.map((line) => JSON.stringify(line)).join('\n'),
}).then((answer) => answer.status);

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
async function page(entry) {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))], bundle: true, write: false, format: 'esm', target: 'es2022', logLevel: 'error',
  });
  const opened = await browser.newPage();
  await opened.exposeFunction('reported', (message) => say({ type: 'action', message, ref: 'click', idempotencyKey: 'click' }));
  await opened.setContent('<!doctype html><body></body>');
  await opened.addScriptTag({ content: bundle.outputFiles[0].text, type: 'module' });
  await opened.waitForFunction(() => window.take);
  return { opened, take: (messages) => opened.evaluate((all) => window.take(all), messages) };
}

await connected;
say({ type: 'canvas' });
const whole = (await next('canvas')).data;
const isNew = (message) => message.version === 'v0.9';

const current = await page('app.js');
await current.take(whole.messages.filter(isNew));
await current.opened.getByText('Hello harbour').waitFor();
seen.snapshot = await current.opened.locator('a2ui-surface').count();

const change = next('canvas.updated');
seen.drawn = await draw({ version: 'v0.9', updateDataModel: { surfaceId: 'order', path: '/greeting', value: 'Good evening' } });
await current.take((await change).data.messages);
await current.opened.getByText('Good evening').waitFor();
seen.changed = await current.opened.getByText('Hello harbour').count();

const action = next('canvas.action');
const message = next('message');
await current.opened.getByRole('button').click();
seen.action = (await action).data;
seen.message = JSON.parse(((await message).data).content);

const earlier = await page('app08.js');
await earlier.take(whole.messages.filter((each) => !isNew(each)));
await earlier.opened.getByText('Old harbour').waitFor();
seen.earlier = await earlier.opened.locator('a2ui-surface').count();

await browser.close();
socket.terminate();
console.log(JSON.stringify(seen));

// Speaks in a session's socket with the ws package, loses it, and comes back; prints one JSON line with what it saw.
import WebSocket from 'ws';

const base = `${process.env.TIDEPOOL_URL.replace(/^http/, 'ws')}/v1/sessions/${process.env.SESSION}/socket`;
const headers = { Authorization: `Bearer ${process.env.TIDEPOOL_API_KEY}` };
const seen = { ids: [], contents: [], deltas: '', errors: [] };

function open(query) {
  const socket = new WebSocket(base + query, { headers });
  const waiting = [];
  const state = { socket, isHeard: true };
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString());
    if (!state.isHeard && message.type !== 'accepted') return;
    if (message.id) seen.ids.push(message.id);
    if (message.type === 'message') seen.contents.push(message.data.content);
    if (message.type === 'error') seen.errors.push(message.code);
    if (message.delta) seen.deltas += message.delta;
    for (const each of [...waiting]) {
      if (each.fits(message)) {
        waiting.splice(waiting.indexOf(each), 1);
        each.resolve(message);
      }
    }
  });
  state.until = (fits) => new Promise((resolve) => { waiting.push({ fits, resolve }); });
  return state;
}

const first = open('');
await first.until((message) => message.type === 'connected');
const answered = first.until((message) => message.type === 'message' && message.data.role === 'assistant');
first.socket.send(JSON.stringify({ type: 'message', content: 'The harbour opens at six. When?', answer: true, idempotencyKey: 'q1', ref: 'q' }));
const answer = await answered;
seen.streamedAll = seen.deltas === answer.data.content;
// What it is told from here on is as lost as its connection.
first.isHeard = false;
const taken = first.until((message) => message.type === 'accepted');
first.socket.send(JSON.stringify({ type: 'message', content: 'said and lost', idempotencyKey: 'q2' }));
await taken;
first.socket.terminate();

const second = open(`?lastEventId=${answer.id}`);
await second.until((message) => message.type === 'connected');
const wrong = second.until((message) => message.type === 'error');
const last = second.until((message) => message.type === 'message' && message.data.content === 'again');
second.socket.send(JSON.stringify({ type: 'message', content: 'said and lost', idempotencyKey: 'q2' }));
second.socket.send(JSON.stringify({ type: 'message', content: 'again' }));
second.socket.send('{"type":"nonsense"}');
await last;
await wrong;
seen.closed = await new Promise((resolve) => {
  second.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  fetch(`${process.env.TIDEPOOL_URL}/v1/sessions/${process.env.SESSION}/close`, { method: 'POST', headers });
});
console.log(JSON.stringify(seen));
process.exit(0);

// Drives the OpenAI surface with OpenAI's own client; prints one JSON line with what it saw.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: `${process.env.TIDEPOOL_URL}/v1`, apiKey: process.env.TIDEPOOL_API_KEY, maxRetries: 0 });
const model = 'tidepool-offline';
const messages = [
  { role: 'system', content: 'Answer from the conversation.' },
  { role: 'user', content: 'The harbour opens at six. When does the harbour open?' },
];

const plain = await client.chat.completions.create({ model, messages });

let streamed = '';
let chunks = 0;
let usage = null;
const stream = await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } });
for await (const chunk of stream) {
  chunks += 1;
  streamed += chunk.choices[0]?.delta?.content ?? '';
  usage = chunk.usage ?? usage;
}

const models = [];
for await (const entry of client.models.list()) {
  models.push(entry.id);
}

const failures = {};
for (const [name, call] of Object.entries({
  unknownModel: () => client.chat.completions.create({ model: 'none', messages }),
  noMessages: () => client.chat.completions.create({ model, messages: [] }),
  badKey: () => new OpenAI({ baseURL: client.baseURL, apiKey: 'wrong', maxRetries: 0 }).models.list(),
})) {
  try {
    await call();
    failures[name] = 'accepted';
  } catch (error) {
    failures[name] = { kind: error.constructor.name, status: error.status, message: error.message };
  }
}

console.log(JSON.stringify({ plain: plain.choices[0].message.content, streamed, chunks, usage, models, failures }));

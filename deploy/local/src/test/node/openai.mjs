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

const tools = [{ type: 'function', function: { name: 'tide', parameters: { type: 'object', properties: { at: { type: 'number' } } } } }];
const calling = client.chat.completions.stream({ model: 'stand-in-tools', messages, tools });
const called = (await calling.finalChatCompletion()).choices[0].message.tool_calls;

const input = 'The harbour opens at six. When does the harbour open?';
const response = await client.responses.create({ model, instructions: 'Answer from the conversation.', input });
const responding = client.responses.stream({ model, input });
const events = [];
for await (const event of responding) {
  events.push(event.type);
}
const responded = await responding.finalResponse();
const functions = client.responses.stream({
  model: 'stand-in-tools',
  input,
  tools: [{ type: 'function', name: 'tide', strict: false, parameters: { type: 'object', properties: { at: { type: 'number' } } } }],
});
const functionCall = (await functions.finalResponse()).output[0];
const cut = await client.responses.create({ model, input, max_output_tokens: 3 });

// Comments of a silent stream are no events.
const slow = await client.chat.completions.stream({ model: 'stand-in-slow', messages }).finalContent();
const slowResponse = (await client.responses.stream({ model: 'stand-in-slow', input }).finalResponse()).output[0].content[0].text;

// In a session only what is new is sent: the call is remembered with its id.
const post = (path, body) =>
  fetch(`${client.baseURL}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${client.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then((answer) => answer.json());
const chatted = (await post('/sessions', {})).id;
const inSession = { headers: { 'X-Session-Id': chatted } };
const first = client.chat.completions.stream({ model: 'stand-in-tools', messages: [{ role: 'user', content: 'The tide?' }], tools }, inSession);
const wanted = (await first.finalChatCompletion()).choices[0].message.tool_calls[0];
const afterTool = await client.chat.completions.create(
  { model: 'stand-in-tools', messages: [{ role: 'tool', tool_call_id: wanted.id, content: 'high' }], tools },
  inSession,
);
const respondedIn = (await post('/sessions', {})).id;
const wanting = client.responses.stream({ model: 'stand-in-tools', input: 'The tide?' }, { headers: { 'X-Session-Id': respondedIn } });
const wants = await wanting.finalResponse();
const afterCall = await client.responses.create({
  model: 'stand-in-tools',
  instructions: 'Be brief.',
  previous_response_id: wants.id,
  input: [{ type: 'function_call_output', call_id: wants.output[0].call_id, output: 'high' }],
});
const remembered = [];
for (const session of [chatted, respondedIn]) {
  const kept = await client.get(`/sessions/${session}/messages`);
  remembered.push(kept.items.map((message) => [message.role, message.tool_calls?.[0]?.function.arguments ?? message.tool_call_id ?? message.content]));
}

const models = [];
for await (const entry of client.models.list()) {
  models.push(entry.id);
}

const failures = {};
for (const [name, call] of Object.entries({
  unknownModel: () => client.chat.completions.create({ model: 'none', messages }),
  noMessages: () => client.chat.completions.create({ model, messages: [] }),
  unknownResponseModel: () => client.responses.create({ model: 'none', input }),
  busy: () => client.responses.create({ model: 'stand-in-busy', input }),
  badKey: () => new OpenAI({ baseURL: client.baseURL, apiKey: 'wrong', maxRetries: 0 }).models.list(),
})) {
  try {
    await call();
    failures[name] = 'accepted';
  } catch (error) {
    failures[name] = { kind: error.constructor.name, status: error.status, message: error.message, param: error.param };
  }
}

console.log(JSON.stringify({ slow, slowResponse, remembered, afterTool: afterTool.choices[0].message.content, afterCall: afterCall.output_text, plain: plain.choices[0].message.content, streamed, chunks, usage, models, failures, called, events, functionCall,
  response: { id: response.id, text: response.output_text, usage: response.usage },
  responded: { status: responded.status, text: responded.output[0].content[0].text },
  cut: { status: cut.status, reason: cut.incomplete_details?.reason } }));

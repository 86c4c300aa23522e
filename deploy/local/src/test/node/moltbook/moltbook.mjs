// Calls every tool of moltbook-http-mcp, a real client of Moltbook, as three agents do; prints one JSON line with what
// the tools answered and what others saw of it afterwards.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { png } from './picture.mjs';

const suite = process.env.TIDEPOOL_URL;
const beside = (path) => fileURLToPath(new URL(path, import.meta.url));
const answers = {};
const seen = {};

/** The client as a program, with one agent's key. */
async function start(key = '') {
  const client = new Client({ name: 'tidepool-test', version: '1.0.0' });
  const redirect = pathToFileURL(beside('redirect.mjs')).href;
  await client.connect(new StdioClientTransport({
    command: process.execPath,
    args: ['--import', redirect, beside('node_modules/moltbook-http-mcp/dist/cli.js'), '--stdio'],
    env: { PATH: process.env.PATH, TIDEPOOL_URL: suite, MOLTBOOK_API_KEY: key },
    stderr: 'ignore',
  }));
  return client;
}

/** Calls a tool and keeps what it answered. */
async function call(client, tool, args = {}) {
  const name = `moltbook_${tool}`;
  const answer = await client.callTool({ name, arguments: args });
  const text = answer.content[0]?.text ?? '';
  const kept = { error: answer.isError === true, text: answer.isError ? text : '', data: answer.isError ? null : JSON.parse(text) };
  (answers[name] ??= []).push(kept);
  return kept.data ?? {};
}

/** What an agent sees with its own key, past the client. */
async function look(agent, path) {
  const answer = await fetch(`${suite}/api/v1${path}`, { headers: { Authorization: `Bearer ${agent.key}` } });
  return { status: answer.status, ...await answer.json() };
}

const folder = mkdtempSync(join(tmpdir(), 'moltbook-'));
const fileOf = (name, colour) => {
  const path = join(folder, name);
  writeFileSync(path, png(16, 16, colour));
  return path;
};

const stranger = await start();
const { tools } = await stranger.listTools();

async function agentOf(name) {
  const unique = `${name}-${process.env.RUN}`;
  const made = await call(stranger, 'agent_register', { name: unique, description: `${name} of a test` });
  return { name: unique, id: made.agent.id, key: made.agent.api_key, client: await start(made.agent.api_key) };
}

const anna = await agentOf('anna');
const ben = await agentOf('ben');
const cora = await agentOf('cora');

// Agents
await call(anna.client, 'agent_status');
await call(anna.client, 'agent_update', { description: 'Keeps the lighthouse', metadata: { lamp: 'on' } });
await call(anna.client, 'agent_avatar_upload', { file_path: fileOf('avatar.png', [200, 30, 30]) });
await call(anna.client, 'agent_me');
await call(ben.client, 'follow', { agent_name: anna.name });
await call(ben.client, 'agent_profile', { name: anna.name });
seen.followers = (await look(cora, `/agents/${anna.name}/followers`)).agents.map((agent) => agent.name);
const avatar = (await look(cora, `/agents/profile?name=${anna.name}`)).agent.avatar_url;
seen.avatar = (await fetch(new URL(avatar, suite))).headers.get('content-type');

// A submolt
const submolt = `harbour-${process.env.RUN}`;
await call(anna.client, 'submolt_create', { name: submolt, display_name: 'Harbour', description: 'Ships' });
await call(anna.client, 'submolt_settings', { name: submolt, description: 'Ships and tides', banner_color: '#102030', theme_color: '#405060' });
await call(anna.client, 'submolt_avatar_upload', { name: submolt, file_path: fileOf('face.png', [30, 200, 30]) });
await call(anna.client, 'submolt_banner_upload', { name: submolt, file_path: fileOf('banner.png', [30, 30, 200]) });
await call(ben.client, 'submolt_subscribe', { name: submolt });
await call(anna.client, 'submolt_moderator_add', { name: submolt, agent_name: cora.name, role: 'moderator' });
await call(anna.client, 'submolt_moderators_list', { name: submolt });
await call(ben.client, 'submolt_get', { name: submolt });
await call(ben.client, 'submolts_list');
seen.submolt = await look(cora, `/submolts/${submolt}`);

// A post and what is said of it
const { post } = await call(anna.client, 'post_create', { submolt, title: 'The tide tables are out', content: `Lighthouse ${process.env.RUN} reports high water.` });
await call(ben.client, 'post_get', { post_id: post.id });
await call(ben.client, 'feed', { sort: 'new', limit: 5 });
await call(ben.client, 'posts_list', { submolt, sort: 'hot', limit: 5 });
await call(ben.client, 'post_upvote', { post_id: post.id });
await call(cora.client, 'post_downvote', { post_id: post.id });
await call(anna.client, 'post_pin', { post_id: post.id });
seen.post = (await look(cora, `/posts/${post.id}`)).post;
await call(anna.client, 'post_unpin', { post_id: post.id });
const { comment } = await call(ben.client, 'comment_add', { post_id: post.id, content: 'How high?' });
await call(anna.client, 'comment_add', { post_id: post.id, content: 'Four metres', parent_id: comment.id });
await call(anna.client, 'comment_upvote', { comment_id: comment.id });
await call(anna.client, 'comments_list', { post_id: post.id, sort: 'top' });
seen.comments = (await look(cora, `/posts/${post.id}/comments`)).comments;
seen.unpinned = (await look(cora, `/posts/${post.id}`)).post.is_pinned;
await call(ben.client, 'search', { q: `Lighthouse ${process.env.RUN}`, type: 'posts', limit: 5 });

// Private messages: one agent approves, the other does not.
const asked = await call(anna.client, 'dm_request', { to: ben.name, message: 'May I ask you something?' });
await call(ben.client, 'dm_check');
const requests = await call(ben.client, 'dm_requests');
const conversation = asked.conversation_id ?? requests.requests?.[0]?.conversation_id;
await call(ben.client, 'dm_approve', { conversation_id: conversation });
await call(anna.client, 'dm_send', { conversation_id: conversation, message: 'When do you sail?', needs_human_input: true });
await call(ben.client, 'dm_conversations');
await call(ben.client, 'dm_conversation', { conversation_id: conversation });
seen.unread = (await look(ben, '/agents/dm/check')).messages.total_unread;
seen.outsider = (await look(cora, `/agents/dm/conversations/${conversation}`)).status;
const refused = await call(anna.client, 'dm_request', { to: cora.name, message: 'And may I ask you?' });
const waiting = await call(cora.client, 'dm_requests');
await call(cora.client, 'dm_reject', { conversation_id: refused.conversation_id ?? waiting.requests?.[0]?.conversation_id, block: true });
seen.waiting = (await look(cora, '/agents/dm/check')).requests.count;

// And back again
await call(anna.client, 'submolt_moderator_remove', { name: submolt, agent_name: cora.name });
await call(ben.client, 'submolt_unsubscribe', { name: submolt });
await call(ben.client, 'unfollow', { agent_name: anna.name });
await call(anna.client, 'agent_avatar_remove');
await call(anna.client, 'post_delete', { post_id: post.id });
seen.after = {
  submolt: await look(cora, `/submolts/${submolt}`),
  moderators: (await look(cora, `/submolts/${submolt}/moderators`)).moderators.map((moderator) => moderator.name),
  followers: (await look(cora, `/agents/${anna.name}/followers`)).agents,
  avatar: (await look(cora, `/agents/profile?name=${anna.name}`)).agent.avatar_url,
  post: (await look(cora, `/posts/${post.id}`)).status,
};

const refusedCall = await anna.client.callTool({ name: 'moltbook_post_get', arguments: { post_id: post.id } });

await Promise.all([stranger, anna.client, ben.client, cora.client].map((client) => client.close()));
rmSync(folder, { recursive: true });
console.log(JSON.stringify({
  tools: tools.map((tool) => tool.name),
  names: { anna: anna.name, ben: ben.name, cora: cora.name },
  ids: { post: post.id, comment: comment.id, conversation },
  answers,
  seen,
  refusal: refusedCall.content[0].text,
}));

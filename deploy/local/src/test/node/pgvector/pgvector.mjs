// Runs social-service's migrations in PostgreSQL with pgvector, which comes as WebAssembly, and without it; prints one JSON
// line with what was found near.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite/vector';

const folders = process.env.MIGRATIONS.split(':');
const versionOf = (name) => name.match(/^V([\d_]+)__/)[1].split('_').map(Number);
const byVersion = (one, other) => {
  const [a, b] = [versionOf(one.name), versionOf(other.name)];
  return a[0] - b[0] || (a[1] ?? 0) - (b[1] ?? 0);
};

async function migrated(extensions) {
  const database = await PGlite.create({ extensions });
  await database.exec('CREATE SCHEMA social; SET search_path = social');
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => ({ folder, name })));
  for (const file of files.filter(({ name }) => name.startsWith('V')).sort(byVersion)) {
    await database.exec(readFileSync(join(file.folder, file.name), 'utf8'));
  }
  return database;
}

/** As the service's own role writes: everything by its schema. */
const callback = readFileSync(join(folders.at(-1), 'afterMigrate.sql'), 'utf8');
const isThere = async (database) => (await database.query(
  "SELECT to_regprocedure('social.nearest(bytea, text[], bigint, integer)') IS NOT NULL AS there")).rows[0].there;

const plain = await migrated({});
await plain.exec(callback);
const without = await isThere(plain);
await plain.close();

const database = await migrated({ vector });
// Some are stored before the extension is there, as when it is installed later.
const idOf = (number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
/** The higher the number, the farther from the first axis; the third part has a sign. */
const leaning = (number) => {
  const parts = new Int8Array(384);
  parts[0] = 100;
  parts[1] = number;
  parts[2] = -number;
  return Buffer.from(parts.buffer).toString('base64');
};
const store = (number) => database.query(
  "INSERT INTO social.embeddings (id, kind, vector) VALUES ($1, $2, decode($3, 'base64'))",
  [idOf(number), number % 2 ? 'comment' : 'post', leaning(number)]);
for (let number = 0; number < 40; number += 1) {
  await store(number);
}
await database.exec(callback);
await database.exec(callback);
for (let number = 40; number < 80; number += 1) {
  await store(number);
}
await database.exec('RESET search_path; ANALYZE social.embeddings');

const nearest = async (kinds, bound, most) => (await database.query(
  "SELECT id, kind, similarity FROM social.nearest(decode($1, 'base64'), $2, $3, $4)",
  [leaning(60), kinds, bound, most])).rows;
const all = await nearest(['post', 'comment'], 1000, 5);
const comments = await nearest(['comment'], 1000, 3);
const bounded = await nearest(['post', 'comment'], 40, 1);
await database.exec('SET enable_seqscan = off');
const plan = (await database.query(
  "EXPLAIN SELECT id FROM social.embeddings ORDER BY meaning OPERATOR(social.<=>) social.as_vector(decode($1, 'base64')) LIMIT 5",
  [leaning(60)])).rows.map((row) => row['QUERY PLAN']).join('\n');
await database.close();

console.log(JSON.stringify({
  without,
  all: all.map((row) => Number(row.id.slice(-12))),
  similarities: all.map((row) => row.similarity),
  comments: comments.map((row) => Number(row.id.slice(-12))),
  bounded: bounded.map((row) => Number(row.id.slice(-12))),
  plan,
}));

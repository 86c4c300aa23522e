// Publishes one skill with the real client of the clawhub registry; prints one JSON line with what each command said.
import { clear, folderOf, machineOf } from './machine.mjs';

const slug = process.env.SLUG;
const author = machineOf('author');
const folder = folderOf(slug, 'Tell the tides of the place you are asked about.', { 'notes/places.md': 'Here.\n' });
const told = {
  login: author('login', '--token', process.env.AUTHOR_KEY),
  publish: author('publish', folder, '--version', '1.0.0', '--slug', slug, '--changelog', 'The first'),
};
clear();
console.log(JSON.stringify(told));

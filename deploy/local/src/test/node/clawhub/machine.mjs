// The machines of agents that use the real client of the clawhub registry, and the folders of what they publish.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('node_modules/clawhub/bin/clawdhub.js', import.meta.url));
export const root = mkdtempSync(join(tmpdir(), 'clawhub-'));

/** An agent's machine: settings and a folder of its own. */
export function machineOf(name) {
  const home = join(root, name);
  mkdirSync(join(home, 'work'), { recursive: true });
  return (...args) => {
    const done = spawnSync(process.execPath, [program, ...args], {
      cwd: join(home, 'work'),
      encoding: 'utf8',
      timeout: 60_000,
      env: {
        PATH: process.env.PATH,
        HOME: home,
        CLAWHUB_CONFIG_PATH: join(home, 'config.json'),
        CLAWHUB_SITE: process.env.TIDEPOOL_URL,
        CLAWHUB_DISABLE_TELEMETRY: '1',
        NO_COLOR: '1',
        CI: '1',
      },
    });
    return { code: done.status, said: `${done.stdout}${done.stderr}` };
  };
}

/** A skill's folder. */
export function folderOf(name, text, extra = {}) {
  const folder = join(root, `source-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'notes'), { recursive: true });
  const files = { 'SKILL.md': `---\nname: ${name}\ndescription: Tells the tides of a place\n---\n${text}\n`, ...extra };
  for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), content);
  return folder;
}

export function clear() {
  rmSync(root, { recursive: true, force: true });
}

import { Calls } from './calls.js';
import { Chain } from './chain.js';
import { Faults } from './faults.js';
import { parseOptions, USAGE } from './options.js';
import { loadState, saveState } from './state.js';
import { createMethods } from './rpc/methods.js';
import { createServer } from './server.js';

const options = readOptions();
const chain = new Chain({ ...options, saved: loadState(options.state) });
const faults = new Faults();
const calls = new Calls();
const server = createServer({ methods: createMethods(chain, faults, calls), faults, calls });
const ticker = options.slotMs > 0 ? setInterval(() => chain.tick(), options.slotMs) : undefined;

server.listen(options.port, options.host, () => {
  const ready = {
    event: 'ready',
    port: server.address().port,
    faucet: chain.faucet.address,
    votes: chain.votes.addresses,
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
});
server.on('error', (error) => exitWith(error.message));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

function readOptions() {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    return exitWith(`${error.message}\n${USAGE}`);
  }
}

function exitWith(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function stop() {
  clearInterval(ticker);
  saveState(options.state, chain);
  server.close();
  // Hanging and idle connections would otherwise keep the process alive.
  server.closeAllConnections();
}

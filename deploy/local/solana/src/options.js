import { parseArgs } from 'node:util';

export const USAGE = 'usage: node src/main.js --port N [--host 127.0.0.1] [--slot-ms 400] '
  + '[--slots-per-epoch 432] [--state DIR]';

/** Reads the command line; every number is checked, so the rest of the program can trust it. */
export function parseOptions(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      port: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      'slot-ms': { type: 'string', default: '400' },
      'slots-per-epoch': { type: 'string', default: '432' },
      state: { type: 'string' },
    },
  });
  if (values.port === undefined) {
    throw new Error('--port is required (0 picks a free one)');
  }
  return {
    port: integer('--port', values.port, 0, 65_535),
    host: values.host,
    slotMs: integer('--slot-ms', values['slot-ms'], 0, 60_000),
    // 64 is the shortest epoch that leaves room for a slot to become final inside it.
    slotsPerEpoch: integer('--slots-per-epoch', values['slots-per-epoch'], 64, 432_000),
    state: values.state,
  };
}

function integer(name, text, least, most) {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) {
    throw new Error(`${name} must be a whole number from ${least} to ${most}, not "${text}"`);
  }
  return value;
}

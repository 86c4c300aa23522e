// Loaded before the client: sends to the suite what the client would send to Moltbook, whose address it has built in.
const MOLTBOOK = 'https://www.moltbook.com';
const outside = globalThis.fetch;

globalThis.fetch = (address, options) => {
  if (typeof address !== 'string' || !address.startsWith(`${MOLTBOOK}/`)) {
    throw new Error(`not an address of Moltbook: ${address}`);
  }
  return outside(process.env.TIDEPOOL_URL + address.slice(MOLTBOOK.length), options);
};

/** The gateway: JSON in, JSON out. What it refuses is thrown with its code and what to do about it. */
export class Tidepool {
  #url;
  #key;

  constructor(url = 'http://127.0.0.1:8080', key = '') {
    if (!key) {
      throw new Error('TIDEPOOL_API_KEY is not set: a key with the scopes staking:read and staking:write');
    }
    this.#url = url;
    this.#key = key;
  }

  get(path) {
    return this.#call(path, {});
  }

  post(path, body) {
    return this.#call(path, { method: 'POST', body: JSON.stringify(body) });
  }

  async #call(path, request) {
    const response = await fetch(this.#url + path, {
      ...request,
      headers: { Authorization: `Bearer ${this.#key}`, 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(30_000),
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${answer.code}: ${answer.detail}`);
    }
    return answer;
  }
}

/** Why bytes are not a transaction. */
export class WireError extends Error {}

/** A cursor that never reads past the end. */
export class Reader {
  #bytes;
  #offset = 0;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  get offset() {
    return this.#offset;
  }

  get remaining() {
    return this.#bytes.length - this.#offset;
  }

  u8() {
    return this.take(1)[0];
  }

  take(length) {
    if (length > this.remaining) throw new WireError('unexpected end of transaction');
    this.#offset += length;
    return this.#bytes.subarray(this.#offset - length, this.#offset);
  }

  /** compact-u16: 7 bits a byte, at most 3 bytes, and only the shortest form of a number. */
  compactU16() {
    let value = 0;
    for (let position = 0; position < 3; position += 1) {
      const byte = this.u8();
      if (byte === 0 && position > 0) throw new WireError('length is not in its shortest form');
      value |= (byte & 0x7f) << (7 * position);
      if (byte < 0x80) {
        if (value > 0xffff) throw new WireError('length exceeds 16 bits');
        return value;
      }
    }
    throw new WireError('length exceeds 3 bytes');
  }

  /** A list whose length precedes it. A length that cannot fit in what is left is refused before any allocation. */
  list(readItem, smallestItem = 1) {
    const count = this.compactU16();
    if (count * smallestItem > this.remaining) throw new WireError('length exceeds the transaction');
    return Array.from({ length: count }, () => readItem(this));
  }
}

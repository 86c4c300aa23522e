import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reader, WireError } from '../src/tx/reader.js';
import { decodeTransaction } from '../src/tx/wire.js';

const ACCOUNTS = Buffer.from(Array.from({ length: 96 }, (_, index) => index));
const HASH = Buffer.alloc(32, 9);

/** One signer, one writable account, one program, and one instruction unless replaced. */
function wire({ signatures = [1, ...Buffer.alloc(64)], header = [1, 0, 1], body = [1, 2, 1, 1, 1, 7] } = {}) {
  return Uint8Array.from([...signatures, ...header, 3, ...ACCOUNTS, ...HASH, ...body]);
}

function assertRefused(bytes, reason) {
  const isExpected = (error) => error instanceof WireError && reason.test(error.message);
  assert.throws(() => decodeTransaction(Uint8Array.from(bytes)), isExpected);
}

test('a well-formed transaction is read to its last byte', () => {
  const tx = decodeTransaction(wire());
  assert.equal(tx.version, 'legacy');
  assert.equal(tx.accounts.length, 3);
  assert.deepEqual(tx.instructions, [{ programIndex: 2, accounts: Uint8Array.of(1), data: Uint8Array.of(7) }]);
  assert.deepEqual([0, 1, 2].map((index) => tx.isWritable(index)), [true, true, false]);
});

test('compact lengths have one form only', () => {
  const read = (...bytes) => new Reader(Uint8Array.from(bytes)).compactU16();
  assert.deepEqual([read(0), read(0x7f), read(0x80, 1), read(0xff, 0xff, 3)], [0, 127, 128, 65_535]);
  for (const bytes of [[0x80, 0], [0xff, 0x80, 0], [0xff, 0xff, 4], [0xff, 0xff, 0xff, 1], [0x80], []]) {
    assert.throws(() => read(...bytes), WireError, String(bytes));
  }
});

test('trailing bytes, oversize and other versions are refused', () => {
  assertRefused([...wire(), 0], /trailing/);
  assertRefused(Buffer.alloc(1233), /too large/);
  assertRefused(wire({ header: [0x81, 1, 0, 1] }), /unsupported transaction version 1/);
});

test('counts and indexes must agree', () => {
  assertRefused(wire({ signatures: [0] }), /0 signatures for 1/);
  assertRefused(wire({ header: [1, 1, 1] }), /fee payer/);
  assertRefused(wire({ header: [1, 0, 3] }), /header/);
  assertRefused(wire({ body: [1, 0, 0, 0] }), /program index/);
  assertRefused(wire({ body: [1, 3, 0, 0] }), /program index/);
  assertRefused(wire({ body: [1, 2, 1, 3, 0] }), /account index/);
  assertRefused(wire({ body: [9, 2, 0, 0] }), /length exceeds/);
});

import { createPublicKey, generateKeyPairSync, createPrivateKey, sign, verify } from 'node:crypto';
import { fromBase58, toBase58 } from '../encoding.js';

/** Whether every required signer signed the message. */
export function allSignaturesVerify(tx) {
  return tx.signers.every((address, index) => verify(null, tx.message, publicKey(address), tx.signatures[index]));
}

/** A key pair in memory; `secret` is the 32-byte seed in base64url, for a saved state. */
export class KeyPair {
  #key;

  constructor(secret, publicBytes) {
    this.secret = secret;
    this.publicBytes = publicBytes;
    this.address = toBase58(publicBytes);
    this.#key = createPrivateKey({ format: 'jwk', key: { ...jwk(publicBytes), d: secret } });
  }

  static generate() {
    const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    return new KeyPair(d, new Uint8Array(Buffer.from(x, 'base64url')));
  }

  static restore({ secret, address }) {
    return new KeyPair(secret, fromBase58(address, 44));
  }

  sign(message) {
    return new Uint8Array(sign(null, message, this.#key));
  }
}

function publicKey(address) {
  return createPublicKey({ format: 'jwk', key: jwk(fromBase58(address, 44)) });
}

function jwk(publicBytes) {
  return { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicBytes).toString('base64url') };
}

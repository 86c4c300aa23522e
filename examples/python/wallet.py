"""A wallet in a file, as solana-keygen writes it: a JSON array of 64 numbers, the seed and the public key.

OpenSSL 3 signs, with the standard library around it: signing in plain Python would tell the key to whoever measures time.

    python3 wallet.py new WALLET.json           makes a key and prints its address
    python3 wallet.py address WALLET.json
    python3 wallet.py sign WALLET.json BASE64   prints the transaction, signed
"""

import base64
import json
import os
import secrets
import subprocess
import sys
import tempfile

from message import KEY_BYTES, SIGNATURE_BYTES, Message, base58

SEED_BYTES = 32

# DER before the 32 bytes of the seed in a private key of Ed25519 (RFC 8410).
PRIVATE_KEY_PREFIX = bytes.fromhex("302e020100300506032b657004220420")


def openssl(*arguments, key):
    """Runs OpenSSL with the key on its standard input, where no other process sees it."""
    command = ["openssl", *arguments]
    return subprocess.run(command, input=key, capture_output=True, check=True).stdout


class Wallet:
    """Holds the private key of one address."""

    def __init__(self, seed, public_key):
        self._key = PRIVATE_KEY_PREFIX + seed
        self._public_key = public_key

    @classmethod
    def read(cls, file):
        with open(file, encoding="ascii") as text:
            data = bytes(json.load(text))
        if len(data) != SEED_BYTES + KEY_BYTES:
            raise ValueError(f"{file} is no wallet: it has {len(data)} numbers, not 64")
        return cls(data[:SEED_BYTES], data[SEED_BYTES:])

    @classmethod
    def create(cls, file):
        """Makes a key and keeps it in a new file, which only its owner can read."""
        seed = secrets.token_bytes(SEED_BYTES)
        public_key = openssl(
            "pkey", "-in", "/dev/stdin", "-inform", "DER", "-pubout", "-outform", "DER", key=PRIVATE_KEY_PREFIX + seed
        )[-KEY_BYTES:]
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as text:
            json.dump(list(seed + public_key), text)
        return cls(seed, public_key)

    @property
    def address(self):
        return base58(self._public_key)

    def sign(self, transaction):
        """Puts the signature where this wallet's belongs; base64 in, base64 out."""
        data = bytearray(base64.b64decode(transaction))
        message = Message(bytes(data))
        if self.address not in message.signers:
            raise ValueError(f"{self.address} is no signer of this transaction")
        start = 1 + SIGNATURE_BYTES * message.signers.index(self.address)
        data[start : start + SIGNATURE_BYTES] = self._signature(message.data)
        return base64.b64encode(data).decode("ascii")

    def _signature(self, message):
        with tempfile.NamedTemporaryFile() as file:
            file.write(message)
            file.flush()
            return openssl(
                "pkeyutl", "-sign", "-rawin", "-in", file.name, "-inkey", "/dev/stdin", "-keyform", "DER", key=self._key
            )


def main(arguments):
    match arguments:
        case ["new", file]:
            print(Wallet.create(file).address)
        case ["address", file]:
            print(Wallet.read(file).address)
        case ["sign", file, transaction]:
            print(Wallet.read(file).sign(transaction))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])

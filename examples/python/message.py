"""What a transaction would do, read from its bytes. Legacy messages and version 0 without lookup tables."""

from dataclasses import dataclass

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
KEY_BYTES = 32
SIGNATURE_BYTES = 64

SYSTEM = "11111111111111111111111111111111"
STAKE = "Stake11111111111111111111111111111111111111"
COMPUTE_BUDGET = "ComputeBudget111111111111111111111111111111"

# Numbers of instructions: of the System program and of the Stake program.
TRANSFER = 2
INITIALIZE = 0
DELEGATE = 2


def base58(data):
    number = int.from_bytes(data, "big")
    text = ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


@dataclass(frozen=True)
class Call:
    """An instruction: addresses as base58, data as bytes."""

    program: str
    accounts: list
    data: bytes


class Message:
    """What the signers sign; its first signer pays."""

    def __init__(self, transaction):
        reader = _Reader(transaction)
        reader.take(SIGNATURE_BYTES * reader.length())
        self.data = reader.rest()
        versioned = self.data[0] >= 0x80
        if versioned:
            reader.take(1)
        signers, _, _ = reader.take(3)
        accounts = [base58(reader.take(KEY_BYTES)) for _ in range(reader.length())]
        self.signers = accounts[:signers]
        self.blockhash = base58(reader.take(KEY_BYTES))
        self.calls = [self._call(reader, accounts) for _ in range(reader.length())]
        if versioned and reader.length() > 0:
            raise ValueError("accounts by lookup tables are not read here")
        if reader.rest():
            raise ValueError("bytes behind the end")

    @staticmethod
    def _call(reader, accounts):
        program = accounts[reader.take(1)[0]]
        named = [accounts[index] for index in reader.take(reader.length())]
        return Call(program, named, reader.take(reader.length()))

    def only(self, program, number):
        """The only call of this program whose data begins with this number."""
        start = number.to_bytes(4, "little")
        found = [call for call in self.calls if call.program == program and call.data.startswith(start)]
        if len(found) != 1:
            raise ValueError(f"{len(found)} instructions {number} of {program}, not one")
        return found[0]


class _Reader:
    def __init__(self, data):
        self._data = data
        self._position = 0

    def take(self, count):
        taken = self._data[self._position : self._position + count]
        if len(taken) < count:
            raise ValueError("the transaction is cut off")
        self._position += count
        return taken

    def length(self):
        """Seven bits in each byte, the lowest first."""
        value, shift = 0, 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def rest(self):
        return self._data[self._position :]

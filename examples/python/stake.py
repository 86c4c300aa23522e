"""Stakes from a wallet of this machine: the service builds, the wallet signs here, the service submits and follows.

    python3 stake.py WALLET.json LAMPORTS [VOTE_ACCOUNT]

Needs Python 3.10 and OpenSSL 3, and nothing from a package index. The last line is JSON.
"""

import base64
import json
import os
import sys
import time
import urllib.error
import urllib.request

from message import COMPUTE_BUDGET, DELEGATE, INITIALIZE, STAKE, SYSTEM, TRANSFER, Message, base58
from wallet import Wallet

SETTLED = {"finalized", "failed", "expired"}
MOST_SECONDS = 120


class Tidepool:
    """The gateway: JSON in, JSON out. What it refuses ends the program with its code and what to do about it."""

    def __init__(self):
        self._url = os.environ.get("TIDEPOOL_URL", "http://127.0.0.1:8080")
        self._key = os.environ.get("TIDEPOOL_API_KEY") or sys.exit(
            "TIDEPOOL_API_KEY is not set: a key with the scopes staking:read and staking:write"
        )

    def get(self, path):
        return self._call(path, None)

    def post(self, path, body):
        return self._call(path, json.dumps(body).encode())

    def _call(self, path, body):
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        request = urllib.request.Request(self._url + path, data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            problem = json.load(refused)
            sys.exit(f"{path}: {refused.code} {problem['code']}: {problem['detail']}")


def recommended(tidepool, lamports):
    found = tidepool.get(f"/v1/staking/recommend?lamports={lamports}&limit=1")["recommendations"]
    return found[0]["validator"]["voteAccount"] if found else sys.exit("no validator may be recommended; name one")


def require_as_ordered(built, wallet, validator, lamports):
    """A wallet signs nothing that it has not read: this looks at the bytes, not at what is told of them."""
    message = Message(base64.b64decode(built["transaction"]))
    transfer = message.only(SYSTEM, TRANSFER)
    initialize = message.only(STAKE, INITIALIZE)
    delegate = message.only(STAKE, DELEGATE)
    as_ordered = (
        message.signers == [wallet.address]
        and {call.program for call in message.calls} <= {SYSTEM, STAKE, COMPUTE_BUDGET}
        and int.from_bytes(transfer.data[4:12], "little") == int(lamports) + int(built["fees"]["rent"])
        # Who may stake, and who may withdraw.
        and [base58(initialize.data[4:36]), base58(initialize.data[36:68])] == [wallet.address] * 2
        and delegate.accounts[1] == validator
        and transfer.accounts[1] == initialize.accounts[0] == delegate.accounts[0]
    )
    if not as_ordered:
        sys.exit("the transaction is not the one that was ordered")


def follow(tidepool, transaction):
    state = ""
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        now = tidepool.get(f"/v1/staking/transactions/{transaction}")
        if now["state"] != state:
            state = now["state"]
            print(state, flush=True)
        if state in SETTLED:
            return now
        time.sleep(1)
    sys.exit(f"still {state} after {MOST_SECONDS} s; ask again for {transaction}")


def main(file, lamports, chosen=None):
    tidepool = Tidepool()
    wallet = Wallet.read(file)
    validator = chosen or recommended(tidepool, lamports)
    order = {"owner": wallet.address, "validator": validator, "lamports": lamports}
    built = tidepool.post("/v1/staking/transactions/create-and-delegate", order)
    print(f"built {built['id']}: {lamports} lamports to {validator}, fees {built['fees']['total']}")
    require_as_ordered(built, wallet, validator, lamports)
    signed = wallet.sign(built["transaction"])
    submitted = tidepool.post("/v1/staking/transactions/submit", {"transaction": signed})
    print(f"submitted as {submitted['signature']}")
    settled = follow(tidepool, built["id"])
    told = {name: settled.get(name) for name in ("id", "state", "signature", "error")}
    print(json.dumps({"wallet": wallet.address, **told, "stakeAccount": settled["stakeAccount"]["address"]}))
    return 0 if settled["state"] == "finalized" else 1


if __name__ == "__main__":
    if not 3 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))

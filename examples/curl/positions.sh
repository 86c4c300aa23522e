#!/bin/sh
# The stake accounts over which a wallet has a power, and what each of them is doing in this epoch.
#   positions.sh WALLET
set -eu
: "${TIDEPOOL_API_KEY:?set it to a key with the scopes staking:read and staking:write}"

curl --silent --show-error --fail-with-body "${TIDEPOOL_URL:-http://127.0.0.1:8080}/v1/staking/positions/$1" \
    --header "Authorization: Bearer $TIDEPOOL_API_KEY"

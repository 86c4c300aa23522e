#!/bin/sh
# Has the cluster run a transaction without effect: whether it would pass, compute units, logs.
#   simulate.sh BASE64
set -eu
: "${TIDEPOOL_API_KEY:?set it to a key with the scopes staking:read and staking:write}"

curl --silent --show-error --fail-with-body "${TIDEPOOL_URL:-http://127.0.0.1:8080}/v1/staking/transactions/simulate" \
    --header "Authorization: Bearer $TIDEPOOL_API_KEY" \
    --header "Content-Type: application/json" \
    --data "{\"transaction\":\"$1\"}"

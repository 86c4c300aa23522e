#!/bin/sh
# Submits a transaction that was built here, with all its signatures, and tells how far it is.
# It is sent until a block has it or none can; what is submitted again changes nothing.
#   submit.sh SIGNED_BASE64
set -eu
: "${TIDEPOOL_API_KEY:?set it to a key with the scopes staking:read and staking:write}"

curl --silent --show-error --fail-with-body "${TIDEPOOL_URL:-http://127.0.0.1:8080}/v1/staking/transactions/submit" \
    --header "Authorization: Bearer $TIDEPOOL_API_KEY" \
    --header "Content-Type: application/json" \
    --data "{\"transaction\":\"$1\"}"

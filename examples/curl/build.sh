#!/bin/sh
# Builds a transaction that makes a stake account and delegates it. Nothing is signed, and nothing is sent.
#   build.sh OWNER VOTE_ACCOUNT LAMPORTS
# A repeated call with the same IDEMPOTENCY_KEY answers what was built before.
set -eu
: "${TIDEPOOL_API_KEY:?set it to a key with the scopes staking:read and staking:write}"

curl --silent --show-error --fail-with-body "${TIDEPOOL_URL:-http://127.0.0.1:8080}/v1/staking/transactions/create-and-delegate" \
    --header "Authorization: Bearer $TIDEPOOL_API_KEY" \
    --header "Content-Type: application/json" \
    --header "Idempotency-Key: ${IDEMPOTENCY_KEY:-build-$1-$3-$(date +%s)}" \
    --data "{\"owner\":\"$1\",\"validator\":\"$2\",\"lamports\":\"$3\"}"

#!/bin/sh
# What the chain charges, then which validators are recommended for an amount, and why: two answers, a line each.
#   recommend.sh SOL [DECENTRALIZATION_WEIGHT, from 0 to 1]
set -eu
: "${TIDEPOOL_API_KEY:?set it to a key with the scopes staking:read and staking:write}"

url="${TIDEPOOL_URL:-http://127.0.0.1:8080}/v1/staking"

curl --silent --show-error --fail-with-body "$url/fees" \
    --header "Authorization: Bearer $TIDEPOOL_API_KEY"
echo
curl --silent --show-error --fail-with-body --get "$url/recommend" \
    --header "Authorization: Bearer $TIDEPOOL_API_KEY" \
    --data-urlencode "sol=$1" \
    --data-urlencode "decentralizationWeight=${2:-0.5}" \
    --data-urlencode "limit=3"
echo

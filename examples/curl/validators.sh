#!/bin/sh
# Validators with what they may be expected to earn and what that follows from, a page at a time.
#   validators.sh [stake | apy | commission] [CURSOR]
set -eu
: "${TIDEPOOL_API_KEY:?set it to a key with the scopes staking:read and staking:write}"

curl --silent --show-error --fail-with-body --get "${TIDEPOOL_URL:-http://127.0.0.1:8080}/v1/staking/validators" \
    --header "Authorization: Bearer $TIDEPOOL_API_KEY" \
    --data-urlencode "delinquent=false" \
    --data-urlencode "sort=${1:-apy}" \
    --data-urlencode "limit=10" \
    ${2:+--data-urlencode "cursor=$2"}

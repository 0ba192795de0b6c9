#!/bin/sh
# Does the image work, and compose.yaml? Builds the one, starts the other beside whatever else runs, sends a campaign through it, ends every
# app in order, and removes all that it started. Needs an engine, curl and port 8080; no Node.
#   deploy/try-compose.sh
#   ENGINE=podman COMPOSE=podman-compose deploy/try-compose.sh
set -eu
cd "$(dirname "$0")/.."
ENGINE=${ENGINE:-docker}
PROJECT=sluice-try
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
compose() { ${COMPOSE:-$ENGINE compose} -p "$PROJECT" "$@"; }
sluice() { compose exec -T "$@"; }

NATS_PASSWORD=$(random) ROUTE_PASSWORD=$(random) POSTGRES_PASSWORD=$(random) SLUICE_PEPPER=$(random)$(random)
SLUICE_KEYS="k1:$(head -c 32 /dev/urandom | base64)"
SLUICE_ALLOW_CIDRS=127.0.0.0/8 # the endpoint is in delivery's own container
export NATS_PASSWORD ROUTE_PASSWORD POSTGRES_PASSWORD SLUICE_PEPPER SLUICE_KEYS SLUICE_ALLOW_CIDRS

trap 'compose down --volumes >/dev/null 2>&1' EXIT
trap 'exit 1' INT TERM

step() { echo "== $*" >&2; }
field() { sed -n "s/^ *\"$1\": \"\{0,1\}\([^\",]*\).*/\1/p" | head -n 1; }
fail() { echo "try-compose: $*" >&2; exit 1; }
# until_true SECONDS COMMAND…
until_true() { left=$1; shift; until "$@"; do left=$((left - 1)); [ "$left" -gt 0 ] || return 1; sleep 1; done; }

step "building the image, starting three nats-servers, Postgres and the apps"
compose up --build --detach --scale delivery=1
is_well() { curl -fsS -o /dev/null http://127.0.0.1:8080/healthz 2>/dev/null; }
until_true 180 is_well || { compose logs api; fail "the API is not well after three minutes"; }

step "two keys, five users, an endpoint"
key() { sluice api sluice keys create --for "$1" --scope view --scope "$2" --scope publish | field secret; }
AUTHOR=$(key ann@example.com create_manage) APPROVER=$(key ben@example.com approve)
sluice api sh -c 'cat > /tmp/users.csv && sluice import users /tmp/users.csv' < docs/examples/users.csv
sluice -e PORT=9000 delivery node apps/cli/src/demo-endpoint.ts < /dev/null & # until its container ends

step "a campaign: created, submitted, approved by the other, published"
as() { k=$1; shift; sluice -e SLUICE_API=http://127.0.0.1:8080 -e SLUICE_WORKSPACE=local -e "SLUICE_KEY=$k" api "$@"; }
ID=$(as "$AUTHOR" sh -c 'cat > /tmp/campaign.json && sluice campaign create /tmp/campaign.json' < docs/examples/campaign.json | field id)
as "$AUTHOR" sluice campaign submit "$ID" > /dev/null
as "$APPROVER" sluice campaign approve "$ID" > /dev/null
as "$AUTHOR" sluice campaign publish "$ID" > /dev/null
is_sent() { [ "$(as "$AUTHOR" sluice campaign stats "$ID" 2>/dev/null | field status)" = sent ]; }
until_true 60 is_sent || fail "the campaign is not sent after a minute"
DELIVERED=$(as "$AUTHOR" sluice campaign stats "$ID" | field delivered)
REACHED=$(sluice delivery node -e "fetch('http://127.0.0.1:9000/counts').then((a) => a.json()).then(({ reached }) => console.log(reached))")
[ "$DELIVERED" = 3 ] && [ "$REACHED" = 3 ] || fail "$DELIVERED delivered, $REACHED at the endpoint, expected 3"

step "every app ends in order"
compose stop -t 30 api planner ledger delivery
for id in $($ENGINE ps -aq --filter "label=com.docker.compose.project=$PROJECT"); do
  [ "$($ENGINE inspect -f '{{.State.Running}}' "$id")" = true ] && continue
  code=$($ENGINE inspect -f '{{.State.ExitCode}}' "$id")
  [ "$code" = 0 ] || fail "$($ENGINE inspect -f '{{.Name}}' "$id") ended with $code"
done
echo "3 of 5 users are in the audience, 3 were delivered, 3 reached the endpoint; every app ended with 0"

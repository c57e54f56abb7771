#!/usr/bin/env bash
# Plans, and writes a page in Markdown about what has drifted and which companies are not ready: drift.sh [PAGE]. It changes
# nothing. It ends with 0 if all is as configured, with 2 if somebody should look, and with 1 if it cannot tell.
#
# The status of `terraform plan -detailed-exitcode` alone is not enough: a failed check leaves it at 0.
# READINESS names the output with the page of the function readiness_report; without such an output, the page omits it. TERRAFORM
# is the program, such as tofu.
set -euo pipefail

page=${1:-drift.md}
readiness=${READINESS:-readiness}
terraform=${TERRAFORM:-terraform}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

plan() { # FILE ARGUMENT…
  local file=$1
  shift
  "$terraform" plan -input=false -no-color -lock-timeout=5m "$@" -out="$file" >"$work/log" 2>&1
}

status=0
plan "$work/plan" -detailed-exitcode || status=$?
if [ "$status" -ne 0 ] && [ "$status" -ne 2 ]; then
  cat "$work/log" >&2
  printf '# The plan failed\n\nNothing is known about drift. The log of the run says why.\n' >"$page"
  exit 1
fi
"$terraform" show -json "$work/plan" >"$work/plan.json"

# While something has to change, what depends on it is unknown in the plan, and so are the checks: a plan that only refreshes reads
# them.
known=$work/plan.json
if [ "$status" -eq 2 ]; then
  plan "$work/refresh" -refresh-only
  "$terraform" show -json "$work/refresh" >"$work/refresh.json"
  known=$work/refresh.json
fi

# What would be done, but not what is only read.
jq -r '
  [.resource_changes[]? | select(.change.actions | all(. == "no-op" or . == "read") | not)]
  | .[] | "| `\(.address)` | \(.change.actions | join(", then ")) |"
' "$work/plan.json" >"$work/changes"
# What the failed checks say, line by line.
jq -r '
  [.checks[]? | .instances[]? | select(.status == "fail" or .status == "error") | .problems[]?.message] | .[]
' "$known" >"$work/failed"

{
  printf '# Drift\n\n'
  if [ -s "$work/changes" ]; then
    printf 'Apply would change this, because somebody has changed it since, or the configuration has changed:\n\n'
    printf '| Object | Action |\n| --- | --- |\n'
    cat "$work/changes"
  else
    printf 'Everything is as configured.\n'
  fi
  if [ -s "$work/failed" ]; then
    printf '\n## Checks that failed\n\n'
    cat "$work/failed"
  fi
  jq -r --arg name "$readiness" '.planned_values.outputs[$name].value // empty | "\n" + .' "$known"
} >"$page"

if [ -s "$work/changes" ] || [ -s "$work/failed" ]; then
  exit 2
fi

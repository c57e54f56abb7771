#!/usr/bin/env bash
# Keeps one issue about drift: issue.sh PAGE STATUS, with the page and the status of drift.sh. It opens the issue, updates the one
# that is open, or closes it when nothing is left to look at. Needs the GitHub CLI, and GH_TOKEN with the right to write issues.
set -euo pipefail

page=$1 status=$2
label=drift

# GitHub takes at most 65,536 characters.
body=$(mktemp)
trap 'rm -f "$body"' EXIT
head -c 60000 "$page" >"$body"

gh label create "$label" --force --color D93F0B --description 'The integration is not as configured' >/dev/null
open=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[].number')

case "$status:$open" in
  0:) echo 'Nothing has drifted, and no issue is open.' ;;
  0:*) gh issue close "$open" --comment 'Everything is as configured again.' ;;
  *:) gh issue create --title 'Business Central and Sales have drifted' --label "$label" --body-file "$body" ;;
  *) gh issue edit "$open" --body-file "$body" ;;
esac

#!/usr/bin/env bash
# Keeps one work item about drift: work-item.sh PAGE STATUS, with the page and the status of drift.sh. It makes the work item,
# updates the one that is open, or ends it when nothing is left to look at. Needs the Azure CLI with its extension azure-devops, and
# AZURE_DEVOPS_EXT_PAT, ORGANIZATION (its address) and PROJECT.
set -euo pipefail

page=$1 status=$2
tag=drift
type=${WORK_ITEM_TYPE:-Issue}
# The state that ends a work item: Done in the processes Basic and Scrum, Closed in Agile and CMMI.
ended=${WORK_ITEM_ENDED:-Done}

where=(--organization "$ORGANIZATION")
text=$(head -c 30000 "$page" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g')
open=$(az boards query "${where[@]}" --project "$PROJECT" --output tsv --query '[0].id' --wiql \
  "SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project AND [System.Tags] CONTAINS '$tag' AND [System.State] <> '$ended'")

case "$status:$open" in
  0:) echo 'Nothing has drifted, and no work item is open.' ;;
  0:*) az boards work-item update "${where[@]}" --id "$open" --state "$ended" --discussion 'Everything is as configured again.' --output none ;;
  *:)
    az boards work-item create "${where[@]}" --project "$PROJECT" --type "$type" --title 'Business Central and Sales have drifted' \
      --fields "System.Tags=$tag" --description "<pre>$text</pre>" --output none
    ;;
  *) az boards work-item update "${where[@]}" --id "$open" --description "<pre>$text</pre>" --output none ;;
esac

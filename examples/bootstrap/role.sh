#!/usr/bin/env bash
# Creates a security role in Dataverse from a file in rights/: role.sh rights/onboarding.json "Terraform onboarding"
# Run it as a System Administrator, after the solutions have been imported: some privileges belong to their tables. It needs
# the Azure CLI, curl and jq, and the environment's origin in BCSALES_DATAVERSE_URL. Entries with only_for can be deleted from
# the file where the argument that they name is not used.
set -euo pipefail

file=$1 name=$2
api="$BCSALES_DATAVERSE_URL/api/data/v9.2"
token=$(az account get-access-token --resource "$BCSALES_DATAVERSE_URL" --query accessToken --output tsv)
# The token is in a pipe and not among the arguments, which everybody on the machine can list.
call() { curl -sS --fail-with-body -H @<(printf 'Authorization: Bearer %s' "$token") -H "Content-Type: application/json" "$@"; }
list() { call --get "$api/$1" --data-urlencode "\$select=$2" --data-urlencode "\$filter=$3"; }

definition=$(jq .privileges "$file")
filter=$(jq -r 'map("name eq \u0027\(.name)\u0027") | join(" or ")' <<<"$definition")
known=$(list privileges privilegeid,name "$filter" | jq '.value | map({key: .name, value: .privilegeid}) | from_entries')
missing=$(jq -r --argjson known "$known" 'map(.name | select($known[.] == null)) | join(", ")' <<<"$definition")
if [[ -n $missing ]]; then
  echo "Dataverse has no privilege $missing" >&2
  exit 1
fi

unit=$(list businessunits businessunitid "parentbusinessunitid eq null" | jq -er '.value[0].businessunitid')
role=$(jq -n --arg name "$name" --arg unit "/businessunits($unit)" '{name: $name, "businessunitid@odata.bind": $unit}' |
  call -H "Prefer: return=representation" "$api/roles" -d @- | jq -er .roleid)
jq --argjson known "$known" '{Privileges: map({Depth: .depth, PrivilegeId: $known[.name]})}' <<<"$definition" |
  call "$api/roles($role)/Microsoft.Dynamics.CRM.AddPrivilegesRole" -d @-
echo "The role $name ($role) has $(jq length <<<"$definition") privileges."

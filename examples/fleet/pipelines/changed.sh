#!/usr/bin/env bash
# Finds the companies that a change concerns: changed.sh COMMIT, which is the one before the change. Without one, or with a commit
# that is not there, it finds all companies, and so it does if the configuration itself has changed. Run it in the root of the
# repository; the outputs of fleet/list are the result.
set -euo pipefail

before=${1:-}

if [ -n "$before" ] && git diff --quiet "$before" -- fleet/company modules; then
  TF_VAR_before=$(git show "$before:fleet/companies.yaml" || true)
  export TF_VAR_before
fi

terraform -chdir=fleet/list init -input=false
terraform -chdir=fleet/list apply -input=false -auto-approve

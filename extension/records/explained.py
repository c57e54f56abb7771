# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Differences that are not the emulator's: al-run stands in for Dataverse, or a case reaches what neither side has."""

DUPLICATE = "Dataverse refuses a second currency of a code, and al-run's does not; in a job, the AL looks for none (GetSourceDestCode needs an open record)"
# part of a case's name, part of what is compared
REASONS: dict[tuple[str, str], str] = {
    ("the local currency among the currencies", "jobs"): DUPLICATE, ("the local currency among the currencies", "transactioncurrencies"): DUPLICATE,
}


def why(case: str, what: str) -> str:
    """The reason for a difference of a case, "" when there is none."""
    for (part, where), reason in REASONS.items():
        if part in case and where in what:
            return reason
    return ""

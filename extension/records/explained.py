# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Differences that are not the emulator's: al-run stands in for Dataverse, or a case reaches what neither side has."""

REASONS: dict[tuple[str, str], str] = {}


def why(case: str, what: str) -> str:
    """The reason for a difference of a case, "" when there is none."""
    for (part, where), reason in REASONS.items():
        if part in case and where in what:
            return reason
    return ""

# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""al-run's own scenario synchronize."""
import given


def run(t):
    given.run_given(t, "synchronize")

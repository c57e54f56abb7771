# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Runs al-run's differential.py, which sends the same requests to the emulator and to the AL, over an environment that is prepared for
this extension: its Dataverse is on the list of allowed environments, as the emulator's own is, and tableId of a coupling is
writable (scenarios/given.py says why).

    python3 extension/compare.py AL_RUN_FOLDER --bcapps DIR --extension extension/app/src --emulator BINARY
"""
import os
import sys
import threading

sys.path[0:0] = [sys.argv.pop(1), os.path.join(os.path.dirname(os.path.abspath(__file__)), "scenarios")]

import differential  # noqa: E402
import given  # noqa: E402

plain = differential.Real.__init__


def prepared(self, *args):
    plain(self, *args)
    given.allow(self, differential.URL)
    given.table_id_is_writable(self)


differential.Real.__init__ = prepared
threading.stack_size(512 * 1024 * 1024)
outcome: list[int] = []
worker = threading.Thread(target=lambda: outcome.append(differential.main()))
worker.start()
worker.join()
sys.exit(outcome[0] if outcome else 1)

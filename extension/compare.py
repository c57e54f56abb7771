# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Runs al-run's differential.py, which sends the same requests to the emulator and to the AL, over an environment that is prepared for
this extension: its Dataverse is on the list of allowed environments, as the emulator's own is, and tableId of a coupling is
writable (scenarios/given.py says why). Wherever differential.py compares rows, the job queues are compared too.

    python3 extension/compare.py AL_RUN_FOLDER --bcapps DIR --extension extension/app/src --emulator BINARY
"""
import os
import sys
import threading

sys.path[0:0] = [sys.argv.pop(1), os.path.join(os.path.dirname(os.path.abspath(__file__)), "scenarios")]

import differential  # noqa: E402
import given  # noqa: E402

plain, compare_rows = differential.Real.__init__, differential.Comparison.rows


def prepared(self, *args):
    plain(self, *args)
    given.allow(self, differential.URL)
    given.table_id_is_writable(self)


def emulated_jobs(fake):
    emulator = fake.emulator
    url = emulator.root().replace("bcsales/integration/v1.0", "v2.0") + "jobQueueEntries"
    for job in emulator.send("GET", url, "https://api.businesscentral.dynamics.com/.default")["value"]:
        yield job["objectIdToRun"], job["recurringJob"], job["status"], job["numberOfMinutesBetweenRuns"], job["description"]


def executed_jobs(real):
    for codeunit, recurring, status, minutes, _, description in real.jobs():
        yield codeunit, recurring, status, minutes, description


def recurring_jobs(jobs):
    """The integration's recurring jobs and whether they are on hold. Time passes in the emulator only, so jobs that run once and what
    has become of those that are not on hold cannot be compared."""
    return sorted((codeunit, description, minutes, status == "On_x0020_Hold") for codeunit, recurring, status, minutes, description in jobs
                  if recurring and codeunit != 461)


def rows_and_jobs(self, what, entity_set, key, names):
    compare_rows(self, what, entity_set, key, names)
    real, fake = self.worlds
    found = [recurring_jobs(executed_jobs(real)), recurring_jobs(emulated_jobs(fake))]
    self.judge(f"jobs beside {what}", [[job for job in jobs if job not in found[1 - side]] for side, jobs in enumerate(found)])


# What the AL's company has and the seed leaves out: the rate of a currency, and the feature SalesPrices where it is turned off.
emulated = differential.SEED["businesscentral"]
emulated["companies"][0]["currencyExchangeRates"] = [{"currencyCode": "USD", "exchangeRateAmount": 1, "relationalExchangeRateAmount": 1}]
if "--features" in sys.argv and "SalesPrices" not in sys.argv[sys.argv.index("--features") + 1].split(","):
    emulated["features"] = [{"id": "SalesPrices", "enabled": "None"}]

differential.Real.__init__ = prepared
differential.Comparison.rows = rows_and_jobs
threading.stack_size(512 * 1024 * 1024)
outcome: list[int] = []
worker = threading.Thread(target=lambda: outcome.append(differential.main()))
worker.start()
worker.join()
sys.exit(outcome[0] if outcome else 1)

# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""What a synchronization does to records, in the AL and in the emulator: for each case of records/cases.py both worlds get the same rows,
take the same steps, and are compared by jobs, errors, couplings and rows.

    python3 extension/compare_records.py AL_RUN_FOLDER --bcapps DIR --extension extension/app/src --emulator BINARY [--only TEXT]
"""
import argparse
import os
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[0:0] = [sys.argv.pop(1), os.path.join(HERE, "scenarios"), os.path.join(HERE, "records")]

import cases  # noqa: E402
import explained  # noqa: E402
import patches  # noqa: E402
import play  # noqa: E402
import worlds  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bcapps", default=os.environ.get("BCAPPS_DIR", ""))
    parser.add_argument("--extension", required=True)
    parser.add_argument("--emulator", required=True)
    parser.add_argument("--only", default="", help="only cases whose name contains this")
    options = parser.parse_args()
    patches.prepare()
    fake = worlds.Emulated(options.emulator)
    try:
        real = worlds.AL(options.bcapps, options.extension, "SalesPrices")
        same, known, different = 0, 0, 0
        for name, model, sales, steps, shown in cases.cases():
            if options.only not in name:
                continue
            for what, al, emulator in play.compare((real, fake), model, sales, steps, shown):
                if al == emulator:
                    same += 1
                elif reason := explained.why(name, what):
                    known += 1
                    print(f"  ~  {name}: {what}: {reason}")
                else:
                    different += 1
                    print(f"  #  {name}: {what}\n       AL       {al}\n       emulator {emulator}")
        print(f"== {same} agree, {known} differ for a reason that is known, {different} differ")
        return 1 if different else 0
    finally:
        fake.emulator.stop()


if __name__ == "__main__":
    threading.stack_size(512 * 1024 * 1024)
    outcome: list[int] = []
    worker = threading.Thread(target=lambda: outcome.append(main()))
    worker.start()
    worker.join()
    sys.exit(outcome[0] if outcome else 1)

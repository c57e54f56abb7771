# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""The tests of the test app, each as the test runner would run it: in a session and a transaction of its own, rolled back."""
import os

import given
import seed
import syntax
from runtime import Runtime
from values import AlError

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "test", "src")


class RolledBack(AlError):
    pass


def run(t):
    roots = {origin: folder for folder, origin in t.rt.registry.roots}
    microsoft = next(folder for folder, origin in t.rt.registry.roots if origin == "microsoft")
    bcapps = microsoft[: microsoft.rindex(os.path.join("src", ""))]
    t.rt = Runtime(bcapps, roots["extension"], (TESTS,))
    given.table_id_is_writable(t)
    seed.company(t)
    count = 0
    for (kind, low), (path, number, origin, name) in sorted(t.rt.registry.by_name.items()):
        if kind != "codeunit" or not 72900 <= number <= 72949:
            continue
        loaded = t.rt.registry.get(kind, name)
        for procs in loaded.procs.values():
            for proc in procs:
                if any(syntax.attr_name(a).lower() == "test" for a in proc.attrs):
                    count += 1

                    def body():
                        t.rt.call_proc(proc, t.rt.instance("codeunit", name), [])
                        raise RolledBack("the test is over", "Dialog")

                    def one():
                        try:
                            t.rt.request(body)
                        except RolledBack:
                            pass

                    t.works(f"{name}.{proc.name}", one)
    t.check("there are tests", count > 30, count)

# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""An enabled setup is complete, or it is turned off: failures behind the base application's commit, and a session that died there."""
import given
import seed
from values import AlError


def fail_at(t, name):
    """Lets a procedure of the extension fail, and returns what takes it back."""
    kind, proc = "codeunit", name[1].lower()
    procs = t.rt.registry.get(kind, name[0]).procs[proc]
    plain = t.rt.call_proc

    def call(found, *args, **named):
        if found in procs:
            raise AlError("a failure that the scenario made")
        return plain(found, *args, **named)

    t.rt.call_proc = call

    def restore():
        t.rt.call_proc = plain

    return restore


def run(t):
    given.prepare(t)
    base, key = given.dataverse_enabled(t)
    sales = t.page("salesConnectionSetups")
    row = sales.post({})["id"]
    restore = fail_at(t, ("BCS Nav Connection Mgt.", "WriteOwnUrl"))
    t.refused("a failure behind the commit", lambda: sales.action(row, "enable"), "BCS0305")
    restore()
    now = sales.get(row)
    t.check("  the setup is off", not now["isEnabled"] and not now["isIncomplete"], now)
    last = t.page("logEntries").get()[-1]
    t.equal("  and logged as failed", (last["operation"], last["result"]), ("enable", "Failed"))
    t.works("enable", lambda: sales.action(row, "enable"))
    t.check("  is complete", not sales.get(row)["isIncomplete"])

    # A session that died between the commit and the end: enabled, without version and solution.
    setup = t.rt.rec("CRM Connection Setup")
    setup.get([""])
    setup.set(setup.field("CRM Version").no, "")
    setup.set(setup.field("Is CRM Solution Installed").no, False)
    t.rt.request(lambda: setup.modify(False))
    t.check("an incomplete setup is shown as one", sales.get(row)["isIncomplete"])
    t.works("  enable finishes it", lambda: sales.action(row, "enable"))
    now = sales.get(row)
    t.check("  it is complete", now["isEnabled"] and not now["isIncomplete"] and now["isSolutionInstalled"], now)

    setup.get([""])
    setup.set(setup.field("CRM Version").no, "")
    t.rt.request(lambda: setup.modify(False))
    t.rt.dataverse.absent |= {"nav_accountstatistics"}
    t.refused("  or turns it off", lambda: sales.action(row, "enable"), "BCS0304")
    now = sales.get(row)
    t.check("  it is off", not now["isEnabled"] and not now["isIncomplete"], now)
    t.rt.dataverse.absent.clear()

    restore = fail_at(t, ("BCS Mapping Snapshot Mgt.", "RecordDefaults"))
    base.action(key, "disable")
    t.refused("Dataverse: a failure at the last step", lambda: base.action(key, "enable", consentAcknowledged=True), "BCS0208")
    restore()
    t.check("  the setup is off", not base.get(key)["isEnabled"])
    t.works("  and can be enabled", lambda: base.action(key, "enable", consentAcknowledged=True))

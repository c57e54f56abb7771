# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Marks of who made a row, and both results of a coupling."""
import given
import seed
from values import Guid


def run(t):
    given.prepare(t)
    mine, theirs, nobody = seed.new_id(), seed.new_id(), "00000000-0000-0000-0000-000000000000"
    base, sales, couplings = t.page("dataverseConnectionSetups"), t.page("salesConnectionSetups"), t.page("recordCouplings")
    made = base.post({**seed.SETUP, "mark": mine})
    t.equal("a setup has the mark that it was made with", base.get(made["id"])["mark"], mine)
    row = sales.post({})
    t.equal("one made without has none", row["mark"], nobody)
    t.equal("  until it is given", sales.patch(row["id"], {"mark": theirs})["mark"], theirs)
    sales.delete(row["id"])
    t.equal("a new row has none", sales.post({})["mark"], nobody)
    base.delete(made["id"])
    t.equal("nor does a new Dataverse setup", base.post(dict(seed.SETUP))["mark"], nobody)

    ah = seed.system_id(t, "Salesperson/Purchaser", "AH")
    one, two, three = seed.new_id(), seed.new_id(), seed.new_id()
    made = couplings.post({"tableId": 13, "recordId": ah, "dataverseId": one, "mark": mine})
    t.equal("a coupling has its mark", made["mark"], mine)
    made = couplings.patch(made["id"], {"dataverseId": two})
    t.equal("  it follows a re-coupling over the API", made["mark"], mine)
    made = couplings.patch(made["id"], {"mark": theirs})
    t.equal("  and can be given", (made["mark"], made["dataverseId"]), (theirs, two))
    record = t.rt.rec("CRM Integration Record")
    record.get([Guid(two), Guid(ah)])
    t.rt.request(lambda: record.rename([Guid(three), Guid(ah)]))
    t.equal("  a person who re-couples it takes it away", [c["mark"] for c in couplings.get()], [nobody])
    record = t.rt.rec("CRM Integration Record")
    record.get([Guid(three), Guid(ah)])
    record.set(record.field("Last Synch. CRM Result").no, record.field("Last Synch. CRM Result").type.conv(2))
    t.rt.request(lambda: record.modify(False))
    shown = couplings.get()[0]
    t.equal("both results are shown", (shown["lastSynchResult"], shown["lastSynchCrmResult"]), ("_x0020_", "Failure"))
    couplings.delete(shown["id"])
    t.equal("no mark is left of a deleted coupling", t.rt.dump("BCS Mark", "Table ID"), [])
    t.equal("connectors say which provider they serve", t.page("connectors").get()[0]["minimumProviderVersion"], "0.1.0")

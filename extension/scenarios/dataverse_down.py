# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Dataverse does not answer, or answers without what the integration needs: what is refused, and what works all the same."""
import given
import seed


def run(t):
    given.prepare(t)
    base, key, sales, row = given.both_enabled(t, {"bidirectionalSalesOrders": True})
    t.rt.dataverse.available = False
    t.refused("testConnection of Dataverse", lambda: base.action(key, "testConnection"), "BCS0401")
    t.refused("testConnection of Sales", lambda: sales.action(row, "testConnection"), "BCS0401")
    before = sales.get(row)
    for change in ({"legacySalesOrders": True, "bidirectionalSalesOrders": False}, {"businessCentralUrl": "https://businesscentral.dynamics.com/contoso.com/elsewhere"}):
        t.refused(f"PATCH {change}", lambda: sales.patch(row, change))
        t.equal("  changes nothing", sales.get(row), before)
    t.works("PATCH of what needs no Dataverse", lambda: sales.patch(row, {"autoProcessSalesQuotes": True}))
    t.works("a coupling", lambda: t.page("recordCouplings").post(
        {"tableId": 13, "recordId": seed.system_id(t, "Salesperson/Purchaser", "AH"), "dataverseId": seed.new_id()}))
    t.works("disable Sales", lambda: sales.action(row, "disable"))
    t.refused("enable Sales", lambda: sales.action(row, "enable"), "BCS0304")
    t.check("  stays off", not sales.get(row)["isEnabled"])
    t.works("disable Dataverse", lambda: base.action(key, "disable"))
    t.refused("enable Dataverse", lambda: base.action(key, "enable", consentAcknowledged=True), "BCS0208")
    t.check("  stays off", not base.get(key)["isEnabled"])
    t.rt.dataverse.available = True
    t.works("enable both when it is back", lambda: (base.action(key, "enable", consentAcknowledged=True), sales.action(row, "enable")))
    t.equal("  one row in nav_connection", len(given.nav_connections(t)), 1)
    sales.action(row, "disable")
    t.rt.dataverse.absent |= {"nav_accountstatistics", "nav_connection"}
    t.refused("enable without the Sales solution", lambda: sales.action(row, "enable"), "BCS0304")
    t.check("  stays off", not sales.get(row)["isEnabled"])

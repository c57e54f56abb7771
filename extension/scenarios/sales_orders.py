# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Settings changed on an enabled Sales setup keep the filter on the company in SALESORDER-ORDER."""
import given
import seed


def order_filter(t):
    """The filter on Dataverse's orders, as text."""
    mapping = t.rt.rec("Integration Table Mapping")
    if not mapping.get(["SALESORDER-ORDER"]):
        return None
    return t.rt.request(lambda: mapping_filter(t, mapping))


def mapping_filter(t, mapping):
    procs = [p for p in mapping.meta.procs["getintegrationtablefilter"] if not p.params]
    return t.rt.call_proc(procs[0], mapping, [], mapping)


def company_id(t):
    return str(t.rt.dump("CDS Company", "CompanyId")[0][0]).strip("{}").lower()


def filtered(t, what):
    found = order_filter(t)
    t.check(f"  {what}: orders are filtered by the company", found is not None and company_id(t) in found.lower(), found)


def run(t):
    given.prepare(t)
    base, key, sales, row = given.both_enabled(t, {"bidirectionalSalesOrders": True})
    filtered(t, "after enabling with bidirectional orders")
    t.works("PATCH of another setting", lambda: sales.patch(row, {"autoProcessSalesQuotes": True}))
    filtered(t, "after it")
    t.works("PATCH of the address", lambda: sales.patch(row, {"businessCentralUrl": "https://businesscentral.dynamics.com/contoso.com/elsewhere"}))
    filtered(t, "after it")
    t.works("bidirectional off, legacy on", lambda: sales.patch(row, {"bidirectionalSalesOrders": False, "legacySalesOrders": True}))
    filtered(t, "after it")
    t.works("legacy off", lambda: sales.patch(row, {"legacySalesOrders": False}))
    t.works("bidirectional on", lambda: sales.patch(row, {"bidirectionalSalesOrders": True}))
    filtered(t, "after it")
    mapping = next(m for m in t.page("tableMappings").get() if m["name"] == "SALESORDER-ORDER")
    t.works("PATCH of the mapping", lambda: t.page("tableMappings").patch(mapping["id"], {"updateConflictResolution": "Get_x0020_Update_x0020_from_x0020_Integration"}))
    t.works("PATCH of an unrelated setting", lambda: sales.patch(row, {"itemAvailabilityEnabled": True}))
    t.equal("  leaves the mapping as it was", next(m for m in t.page("tableMappings").get() if m["name"] == "SALESORDER-ORDER")["updateConflictResolution"],
            "Get_x0020_Update_x0020_from_x0020_Integration")
    t.rt.insert_row("CRM Salesorder", {"SalesOrderId": seed.new_id(), "StateCode": 1})
    sales.patch(row, {"bidirectionalSalesOrders": False, "legacySalesOrders": True})
    t.refused("legacy off while orders are submitted", lambda: sales.patch(row, {"legacySalesOrders": False}))
    t.check("  it is still on", sales.get(row)["legacySalesOrders"])
    sales.action(row, "disable")
    t.works("enable with legacy orders", lambda: sales.action(row, "enable"))
    filtered(t, "after it")

# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""The snapshot of customized mappings: kept once, compared with the defaults of a reset, read and cleared."""
import given


def mapping(t, name):
    return next(m for m in t.page("tableMappings").get() if m["name"] == name)


def run(t):
    given.prepare(t)
    base, key, sales, row = given.both_enabled(t)
    mappings, snapshots = t.page("tableMappings"), t.page("mappingSnapshots")
    mappings.patch(mapping(t, "CUSTOMER")["id"], {"synchronizeOnlyCoupledRecords": not mapping(t, "CUSTOMER")["synchronizeOnlyCoupledRecords"]})
    mappings.patch(mapping(t, "ITEM-PRODUCT")["id"], {"updateConflictResolution": "Send_x0020_Update_x0020_to_x0020_Integration"})
    field = next(f for f in t.page("fieldMappings").get() if f["mappingName"] == "CUSTOMER" and f["fieldName"] == "Name")
    t.page("fieldMappings").patch(field["id"], {"useForMatchBasedCoupling": True, "matchPriority": 3})
    t.equal("nothing is kept", snapshots.get(), [])
    t.equal("  and the setup says so", [s["isMappingSnapshotKept"] for s in t.page("dataverseConnectionSetups").get()], [False])
    t.works("keep", lambda: base.action(key, "keepMappingSnapshot"))
    kept = snapshots.get()
    t.equal("  and the setup says so", [s["isMappingSnapshotKept"] for s in t.page("dataverseConnectionSetups").get()], [True])
    t.check("all settings are kept, without defaults", len(kept) > 100 and not any(s["isDefaultKnown"] for s in kept), len(kept))
    t.works("turn off and on, as an orchestrated update", lambda: (sales.action(row, "disable"), base.action(key, "disable"), base.action(key, "enable", consentAcknowledged=True)))
    names = {s["mappingName"] for s in snapshots.get() if not s["isDefaultKnown"]}
    t.check("mappings of Sales wait for their reset", "ITEM-PRODUCT" in names and "CUSTOMER" not in names, names)
    sales.action(row, "enable")
    left = [(s["mappingName"], s["fieldNo"], s["setting"], s["value"], s["defaultValue"]) for s in snapshots.get()]
    t.equal("what was customized is left", [s for s in left if s[0] in ("CUSTOMER", "ITEM-PRODUCT")], [
        ("CUSTOMER", 0, "synchronizeOnlyCoupledRecords", "false", "true"),
        ("CUSTOMER", 2, "matchPriority", "3", "0"),
        ("CUSTOMER", 2, "useForMatchBasedCoupling", "true", "false"),
        ("ITEM-PRODUCT", 0, "updateConflictResolution", "Send Update to Integration", "None")])
    t.equal("and nothing else", [s for s in left if s[0] not in ("CUSTOMER", "ITEM-PRODUCT")], [])
    t.works("keep again", lambda: base.action(key, "keepMappingSnapshot"))
    t.equal("  changes nothing: a killed run kept it", [(s["mappingName"], s["setting"]) for s in snapshots.get()], [(s[0], s[2]) for s in left])
    t.works("clear", lambda: base.action(key, "clearMappingSnapshot"))
    t.equal("  nothing is kept", snapshots.get(), [])
    t.works("  twice does no harm", lambda: base.action(key, "clearMappingSnapshot"))
    t.refused("nobody writes it over the API", lambda: snapshots.post({"mappingName": "X"}), "does not support insert")

# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""The log: an entry for each change, none for what was refused, and the outcome of what failed."""
import given
import seed


def run(t):
    given.prepare(t)
    base, key = given.dataverse_enabled(t)
    t.equal("the log of creating and enabling", given.log(t), [
        ("dataverseConnectionSetup", "create", "", "", "", "Succeeded"),
        ("dataverseConnectionSetup", "create", "environmentUrl", "", seed.URL, "Succeeded"),
        ("dataverseConnectionSetup", "create", "userName", "", seed.USER_MAIL, "Succeeded"),
        ("dataverseConnectionSetup", "create", "ownershipModel", "", "Team", "Succeeded"),
        ("dataverseConnectionSetup", "create", "businessUnitId", "", seed.UNIT_ID, "Succeeded"),
        ("dataverseConnectionSetup", "create", "businessUnitName", "", seed.UNIT_NAME, "Succeeded"),
        ("dataverseConnectionSetup", "create", "proxyVersion", "0", "100", "Succeeded"),
        ("dataverseConnectionSetup", "consentAcknowledged", "", "", "", "Succeeded"),
        ("dataverseConnectionSetup", "enable", "isEnabled", "false", "true", "Succeeded"),
    ])
    first = t.page("logEntries").get()[0]
    t.equal("who", (first["userName"], first["userSecurityId"]), (t.rt.session.user_id, t.rt.session.user_security_id.plain()))
    t.equal("where", first["companyName"], t.rt.session.company)
    seen = len(given.log(t))
    t.refused("a change of a frozen field", lambda: base.patch(key, {"userName": "other@contoso.com"}), "BCS0116")
    t.equal("  leaves no entry", len(given.log(t)), seen)
    t.check("  but goes to telemetry", any("refused" in text for kind, text in t.rt.notes if kind == "telemetry"))
    base.patch(key, {"proxyVersion": 100})
    t.equal("PATCH of the same value leaves none", len(given.log(t)), seen)

    sales = t.page("salesConnectionSetups")
    row = sales.post({})["id"]
    sales.action(row, "enable")
    seen = len(given.log(t))
    sales.patch(row, {"autoProcessSalesQuotes": True, "itemAvailabilityEnabled": True})
    t.equal("PATCH of two settings", given.log(t)[seen:], [
        ("salesConnectionSetup", "update", "itemAvailabilityEnabled", "false", "true", "Succeeded"),
        ("salesConnectionSetup", "update", "autoProcessSalesQuotes", "false", "true", "Succeeded")])

    couplings = t.page("recordCouplings")
    one, two = seed.new_id(), seed.new_id()
    made = couplings.post({"tableId": 13, "recordId": seed.system_id(t, "Salesperson/Purchaser", "AH"), "dataverseId": one})
    made = couplings.patch(made["id"], {"dataverseId": two})
    couplings.delete(made["id"])
    t.equal("a coupling", [(e["objectKey"], e["operation"], e["oldValue"], e["newValue"]) for e in t.page("logEntries").get() if e["objectName"] == "recordCoupling"],
            [("13 AH", "create", "", one), ("13 AH", "update", one, two), ("13 AH", "delete", two, "")])

    mapping = next(m for m in t.page("tableMappings").get() if m["name"] == "CUSTOMER")
    t.page("tableMappings").patch(mapping["id"], {"synchronizeOnlyCoupledRecords": not mapping["synchronizeOnlyCoupledRecords"], "isSynchronizationEnabled": False})
    t.equal("a mapping", [(e["objectKey"], e["property"], e["newValue"]) for e in t.page("logEntries").get() if e["objectName"] == "tableMapping"],
            [("CUSTOMER", "synchronizeOnlyCoupledRecords", str(not mapping["synchronizeOnlyCoupledRecords"]).lower()), ("CUSTOMER", "isSynchronizationEnabled", "false")])

    fields = t.page("fieldMappings").get()
    field = next(f for f in fields if f["mappingName"] == "CUSTOMER" and f["fieldName"] == "E-Mail")
    t.page("fieldMappings").patch(field["id"], {"useForMatchBasedCoupling": True})
    seen = len(given.log(t))
    base.action(key, "resetConfiguration")
    entries = given.log(t)[seen:]
    t.equal("a reset", entries[0], ("dataverseConnectionSetup", "resetConfiguration", "", "", "", "Succeeded"))
    t.equal("  logs the settings that it changed", sorted(entries[1:]), [
        ("fieldMapping", "resetConfiguration", "useForMatchBasedCoupling", "true", "false", "Succeeded"),
        ("tableMapping", "resetConfiguration", "synchronizeOnlyCoupledRecords", str(not mapping["synchronizeOnlyCoupledRecords"]).lower(), str(mapping["synchronizeOnlyCoupledRecords"]).lower(), "Succeeded")])

    sales.action(row, "generateFullSynchronizationReview")
    run_id = seed.new_id()
    sales.action(row, "startFullSynchronization", runId=run_id, mappingNames="CURRENCY")
    t.equal("a full synchronization", given.log(t)[-2:], [
        ("fullSynchronization", "generateFullSynchronizationReview", "", "", "", "Succeeded"),
        ("fullSynchronization", "startFullSynchronization", "lastRunId", "00000000-0000-0000-0000-000000000000", run_id, "Succeeded")])

    sales.action(row, "disable")
    base.action(key, "disable")
    t.rt.dataverse.available = False
    t.refused("enabling while Dataverse is down", lambda: base.action(key, "enable", consentAcknowledged=True), "BCS0208")
    last = t.page("logEntries").get()[-1]
    t.equal("  is logged as failed", (last["operation"], last["result"]), ("enable", "Failed"))
    t.check("  with the reason", "BCS0401" in last["failureText"], last["failureText"])
    t.check("  and the setup is off", not base.get(key)["isEnabled"])
    t.rt.dataverse.available = True

    stored = sales.get(row)
    t.rt.insert_row("BCS Log Entry", {"Entry No.": 100000, "Logged At": "2024-01-01T00:00:00Z", "Company Name": t.rt.session.company, "Object Name": "old"})
    t.rt.insert_row("BCS Log Entry", {"Entry No.": 100001, "Logged At": "2026-11-01T00:00:00Z", "Company Name": "Another", "Object Name": "other"})
    sales.delete(row)
    t.equal("deleting logs the address and the user", [e for e in given.log(t) if e[1] == "delete" and e[0] == "salesConnectionSetup"][:3], [
        ("salesConnectionSetup", "delete", "", "", "", "Succeeded"),
        ("salesConnectionSetup", "delete", "environmentUrl", stored["environmentUrl"], "", "Succeeded"),
        ("salesConnectionSetup", "delete", "userName", stored["userName"], "", "Succeeded")])
    base.patch(key, {"userName": seed.USER_MAIL.replace("@", ".new@")})
    t.equal("changing the user", given.log(t)[-1], ("dataverseConnectionSetup", "update", "userName", seed.USER_MAIL, seed.USER_MAIL.replace("@", ".new@"), "Succeeded"))
    t.refused("a user name that is a filter", lambda: base.patch(key, {"userName": "*@*"}), "BCS0111")
    base.delete(key)
    t.equal("deleting the other setup", [e[2:5] for e in given.log(t)[-2:]], [
        ("environmentUrl", seed.URL, ""), ("userName", seed.USER_MAIL.replace("@", ".new@"), "")])
    names = [e["objectName"] for e in t.page("logEntries").get()]
    t.check("entries of last year are gone", "old" not in names, names)
    t.check("those of another company are not shown", "other" not in names, names)
    t.refused("nobody inserts over the API", lambda: t.page("logEntries").post({"objectName": "x"}), "does not support insert")

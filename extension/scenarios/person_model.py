# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""The model Person: mapping and job of salespeople, the filter of orders, and a change of the model."""
import given
import seed


def run(t):
    given.prepare(t)
    base, key = given.dataverse_enabled(t, ownershipModel="Person")
    mappings = t.page("tableMappings")
    names = [m["name"] for m in mappings.get()]
    t.check("SALESPEOPLE is mapped", "SALESPEOPLE" in names, names)
    t.check("CUSTOMER waits for it", "SALESPEOPLE" in next(m for m in mappings.get() if m["name"] == "CUSTOMER")["dependencyFilter"])
    sales = t.page("salesConnectionSetups")
    row = sales.post({})["id"]
    t.works("enable Sales", lambda: sales.action(row, "enable"))
    t.works("generate the review", lambda: sales.action(row, "generateFullSynchronizationReview"))
    lines = {line["name"]: line["recommendation"] for line in t.page("fullSynchronizationLines").get()}
    t.equal("salespeople are recommended whole", lines.get("SALESPEOPLE"), "Full_x0020_Synchronization")
    t.works("start without salespeople, whom CUSTOMER depends on", lambda: sales.action(
        row, "startFullSynchronization", runId=seed.new_id(), mappingNames="CURRENCY|PAYMENT TERMS|SHIPMENT METHOD|SHIPPING AGENT|CUSTOMER"))
    t.refused("CUSTOMER without CURRENCY", lambda: (sales.action(row, "disable"), sales.action(row, "startFullSynchronization", runId=seed.new_id(), mappingNames="CUSTOMER")), "BCS0")
    t.works("a salesperson is coupled", lambda: t.page("recordCouplings").post(
        {"tableId": 13, "recordId": seed.system_id(t, "Salesperson/Purchaser", "AH"), "dataverseId": seed.new_id()}))
    t.works("disable Dataverse", lambda: base.action(key, "disable"))
    t.works("the model Team", lambda: base.patch(key, {"ownershipModel": "Team"}))
    t.works("enable", lambda: base.action(key, "enable", consentAcknowledged=True))
    names = [m["name"] for m in mappings.get()]
    t.check("SALESPEOPLE is gone", "SALESPEOPLE" not in names, names)
    t.equal("the coupling stays", [c["recordKey"] for c in t.page("recordCouplings").get()], ["AH"])

# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Skipped couplings: retried where both sides exist, and kept, restored or uncoupled where one was deleted."""
import given
import seed


def run(t):
    given.prepare(t)
    given.dataverse_enabled(t, ownershipModel="Team")
    mappings = t.page("tableMappings")
    mapping = next(m["id"] for m in mappings.get() if m["name"] == "CUSTOMER")

    def retry(value):
        return mappings.action(mapping, "retrySkipped", deletedRecords=value)

    def couplings():
        return {c["dataverseId"].strip("{}").lower(): c["skipped"] for c in t.page("recordCouplings").get()}

    def skipped(record, account, exists):
        if exists:
            t.rt.insert_row("CRM Account", {"AccountId": account, "Name": account, "CustomerTypeCode": 3, "StateCode": 0})
        t.rt.insert_row("CRM Integration Record", {
            "CRM ID": account, "Integration ID": record, "Table ID": 18, "Skipped": True, "Last Synch. Result": 2, "Last Synch. CRM Result": 2})

    both, without_account, without_customer = seed.new_id(), seed.new_id(), seed.new_id()
    t.refused("an unknown value", lambda: retry("drop"), "BCS0707")
    jobs = len(t.rt.tasks)
    t.works("nothing is skipped", lambda: retry("keep"))
    t.equal("  and no job is scheduled", len(t.rt.tasks), jobs)
    skipped(seed.system_id(t, "Customer", "10000"), both, True)
    skipped(seed.system_id(t, "Customer", "20000"), without_account, False)
    skipped(seed.new_id(), without_customer, True)
    key = {name: account.strip("{}").lower() for name, account in (("both", both), ("account", without_account), ("customer", without_customer))}

    t.works("retry and keep", lambda: retry("keep"))
    t.equal("  the pair is taken up, the others stay skipped", couplings(), {key["both"]: False, key["account"]: True, key["customer"]: True})
    t.equal("  one job is scheduled", len(t.rt.tasks), jobs + 1)
    customers, accounts = len(t.rt.dump("Customer", "No.")), len(t.rt.dump("CRM Account", "Name"))

    t.works("restore", lambda: retry("restore"))
    t.equal("  the couplings of deleted records are gone", couplings(), {key["both"]: False})
    t.check("  a job makes what is missing", len(t.rt.tasks) > jobs + 1)
    t.rt.run_tasks(60)
    t.check("  the account is made again", len(t.rt.dump("CRM Account", "Name")) > accounts, t.rt.dump("Integration Synch. Job Errors", "Message"))

    gone = seed.new_id()
    skipped(seed.system_id(t, "Customer", "30000"), gone, False)
    t.works("uncouple", lambda: retry("uncouple"))
    t.check("  the coupling is gone", gone.strip("{}").lower() not in couplings())
    t.check("  no customer is", len(t.rt.dump("Customer", "No.")) >= customers)
    t.check("the log names what was done", {"retry", "restore", "delete"} <= {e["operation"] for e in t.page("logEntries").get()})

# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Enable, synchronize, disable, enable: an item synchronization stores the price list that it made in the setup."""
import given
import seed
from values import Guid


def price_list(t):
    return t.rt.dump("CRM Connection Setup", "Default CRM Price List ID")[0][0]


def run(t):
    given.prepare(t)
    base, key, sales, row = given.both_enabled(t)
    # As CRMSynchHelper.FindCRMDefaultPriceList does for the first item.
    setup = t.rt.rec("CRM Connection Setup")
    setup.get([""])
    setup.set(setup.field("Default CRM Price List ID").no, Guid.new())
    t.rt.request(lambda: setup.modify(False))
    t.check("the setup knows a price list", not price_list(t).null())
    t.works("disable Sales", lambda: sales.action(row, "disable"))
    t.works("enable Sales again", lambda: sales.action(row, "enable"))
    now = sales.get(row)
    t.check("  enabled and complete", now["isEnabled"] and not now["isIncomplete"] and now["crmVersion"] != "", now)
    t.check("  the price list will be looked for again", price_list(t).null())
    lines = t.page("fullSynchronizationLines")
    stored = lines.get()
    proposed = t.page("fullSynchronizationProposals").get()
    t.check("a proposal", any(p["name"] == "CUSTOMER" and p["recommendation"] for p in proposed), proposed)
    t.equal("  stores no line", lines.get(), stored)
    t.works("generate the review", lambda: sales.action(row, "generateFullSynchronizationReview"))
    t.equal("  as it was proposed", [(l["name"], l["dependencyFilter"], l["recommendation"]) for l in lines.get()],
            [(p["name"], p["dependencyFilter"], p["recommendation"]) for p in proposed])
    t.works("synchronize", lambda: sales.action(row, "startFullSynchronization", runId=seed.new_id(), mappingNames=""))
    t.rt.run_tasks(60)
    stored = lines.get()
    t.check("another proposal", len(t.page("fullSynchronizationProposals").get()) >= len(stored))
    t.equal("  leaves the run as it is", lines.get(), stored)
    t.works("disable all", lambda: (sales.action(row, "disable"), base.action(key, "disable")))
    t.works("enable all again", lambda: (base.action(key, "enable", consentAcknowledged=True), sales.action(row, "enable")))
    t.check("  enabled and complete", not sales.get(row)["isIncomplete"])

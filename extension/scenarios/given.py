# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""What the scenarios of this folder share.

al-run (see ../README.md) executes the AL of the extension together with the base application's own. Its folder is on the path
when a scenario runs, so its modules and its company and Dataverse environment (scenarios/seed.py) can be imported.
"""
import os
import sys

from runtime import HERE

sys.path.append(os.path.join(HERE, "scenarios"))

import seed  # noqa: E402


def allow(t, url=seed.URL):
    """What a person does once for an environment: lists the Dataverse environment's address."""
    t.rt.insert_row("BCS Allowed Environment", {"Environment URL": url.lower()})


def table_id_is_writable(t):
    """al-run takes a control as read-only when the table's field is. The platform does not where the control itself says
    Editable = true (microsoft/BCApps issue 11674), as tableId of recordCouplings does."""
    t.rt.schema.table("CRM Integration Record").by_name["table id"].elem.props.pop("editable", None)


def prepare(t, allowed=True):
    """A company and a Dataverse environment that is on the list."""
    table_id_is_writable(t)
    seed.company(t)
    seed.dataverse(t)
    if allowed:
        allow(t)


def afresh(t, company):
    """An empty database and an empty Dataverse environment, for a company of that name."""
    rt = t.rt
    rt.db, rt.dataverse = type(rt.db)(), type(rt.dataverse)()
    rt.storage, rt.sequences, rt.tasks, rt.virtual_done = {}, {}, [], set()
    rt.session.company = company
    rt.new_session()
    prepare(t)


def dataverse_enabled(t, **setup):
    """The Dataverse connection, enabled: (page, id)."""
    page = t.page("dataverseConnectionSetups")
    made = page.post({**seed.SETUP, **setup})
    page.action(made["id"], "enable", consentAcknowledged=True)
    return page, made["id"]


def both_enabled(t, settings=None):
    """Both connections, enabled: (page, id, page, id)."""
    base, key = dataverse_enabled(t)
    sales = t.page("salesConnectionSetups")
    row = sales.post(settings or {})
    sales.action(row["id"], "enable")
    return base, key, sales, row["id"]


def run_given(t, name):
    """Runs a scenario of al-run itself, in an environment whose Dataverse is on the list."""
    table_id_is_writable(t)
    plain = seed.dataverse

    def listed(t, *args, **named):
        plain(t, *args, **named)
        allow(t)

    seed.dataverse = listed
    try:
        __import__(name).run(t)
    finally:
        seed.dataverse = plain


def nav_connections(t):
    return sorted(t.rt.dump("CRM NAV Connection", "Name", "Dynamics NAV URL"))


def log(t):
    return [(e["objectName"], e["operation"], e["property"], e["oldValue"], e["newValue"], e["result"]) for e in t.page("logEntries").get()]

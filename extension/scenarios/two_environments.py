# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Two Business Central environments with a company of one name, over one Dataverse environment."""
import given
import seed

NAME = "CRONUS International Ltd."
OWN = "https://businesscentral.dynamics.com/contoso.onmicrosoft.com/Production"
THEIRS = "https://businesscentral.dynamics.com/contoso.onmicrosoft.com/Sandbox"
PARAMETER = "?company=CRONUS%20International%20Ltd."


def theirs(t):
    return [row for row in given.nav_connections(t) if row[1].startswith(THEIRS)]


def run(t):
    given.prepare(t)
    # First in the table, so that the base application takes it for this company's.
    t.rt.insert_row("CRM NAV Connection", {"NAVConnectionId": "00000000-0000-0000-0000-000000000001", "Name": NAME, "Dynamics NAV URL": THEIRS + PARAMETER})
    there = [(NAME, THEIRS + PARAMETER)]
    base, key = given.dataverse_enabled(t)
    sales = t.page("salesConnectionSetups")
    row = sales.post({})["id"]
    for step, call in (
        ("enable", lambda: sales.action(row, "enable")),
        ("testConnection", lambda: sales.action(row, "testConnection")),
        ("PATCH of another address", lambda: sales.patch(row, {"businessCentralUrl": "https://businesscentral.dynamics.com/contoso.com/elsewhere"})),
        ("PATCH back to the own address", lambda: sales.patch(row, {"businessCentralUrl": ""})),
        ("resetConfiguration", lambda: sales.action(row, "resetConfiguration")),
    ):
        t.works(step, call)
        t.equal("  their row is as it was", theirs(t), there)
        own = "https://businesscentral.dynamics.com/contoso.com/elsewhere" if "another" in step else OWN
        t.equal("  and ours is ours", [r for r in given.nav_connections(t) if r not in there], [(NAME, own + PARAMETER)])
    t.works("disable", lambda: sales.action(row, "disable"))
    t.equal("  leaves theirs alone", given.nav_connections(t), there)
    t.works("enable again", lambda: sales.action(row, "enable"))

    # A person enabled the setup on its page: the base application took the first row's address, which is theirs.
    setup = t.rt.rec("CRM Connection Setup")
    setup.get([""])
    setup.set(setup.field("Dynamics NAV URL").no, THEIRS + PARAMETER)
    t.rt.request(lambda: setup.modify(False))
    t.works("disable with their address in the setup", lambda: sales.action(row, "disable"))
    t.equal("  leaves theirs and takes ours", given.nav_connections(t), there)
    t.equal("  and forgets theirs", sales.get(row)["businessCentralUrl"], OWN)
    t.works("DELETE", lambda: sales.delete(row))
    made = t.works("POST", lambda: sales.post({}))
    t.works("enable", lambda: sales.action(made["id"], "enable"))
    t.equal("  writes a row of its own", given.nav_connections(t), sorted([(NAME, OWN + PARAMETER), *there]))

    # This environment was copied without the cleanup, and the copy has another name: disabling there leaves the original's row.
    elsewhere = "https://businesscentral.dynamics.com/contoso.com/elsewhere"
    t.works("PATCH of another address", lambda: sales.patch(made["id"], {"businessCentralUrl": elsewhere}))
    rows = sorted([(NAME, elsewhere + PARAMETER), *there])
    t.equal("  writes it", given.nav_connections(t), rows)
    t.rt.session.environment = "Copy"
    t.works("disable in the copy", lambda: sales.action(made["id"], "disable"))
    t.equal("  leaves all rows", given.nav_connections(t), rows)
    t.works("enable in the copy", lambda: sales.action(made["id"], "enable"))
    t.equal("  writes a row of its own", given.nav_connections(t), sorted([(NAME, OWN.replace("Production", "Copy") + PARAMETER), *rows]))

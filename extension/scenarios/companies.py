# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Companies whose names hold what URLs and filters give a meaning to: setup, drift, another address, and taking down."""
from urllib.parse import quote

import given
import seed

NAMES = ["CRONUS AG", "Huber & Co. KG", "A+B", "No. #1", "100% Bio", "a=b", "Who?", "Say \"Hi\"", "O'Neill", "Trailing ", "Müller Öfen", "日本商事", "Rocket 🚀 Ltd.",
         "Name that is thirty chars long"]
ELSEWHERE = "https://businesscentral.dynamics.com/contoso.com/production"


def one(t, name):
    """Everything for one company, in a Dataverse environment that another company uses."""
    given.afresh(t, name)
    # As the platform writes it: GetUrl encodes the name whole.
    own = "https://businesscentral.dynamics.com/contoso.onmicrosoft.com/Production"
    t.rt.get_url = lambda client, *rest: f"{own}?company={quote(name, safe='')}"
    theirs = ("Another company", f"{own}?company=Another%20company")
    t.rt.insert_row("CRM NAV Connection", {"NAVConnectionId": seed.new_id(), "Name": theirs[0], "Dynamics NAV URL": theirs[1]})

    def rows():
        return [row for row in given.nav_connections(t) if row != theirs]

    base, key = given.dataverse_enabled(t)
    sales = t.page("salesConnectionSetups")
    row = t.works(f"{name!r}: POST", lambda: sales.post({}))["id"]
    t.works("  enable without an address", lambda: sales.action(row, "enable"))
    t.equal("    the web client's own", rows(), [(name, f"{own}?company={quote(name, safe='')}")])
    t.equal("    shown without the company", sales.get(row)["businessCentralUrl"], own)
    t.works("  another address", lambda: sales.patch(row, {"businessCentralUrl": f"{ELSEWHERE}/?company=ignored"}))
    t.equal("    in its place", rows(), [(name, f"{ELSEWHERE}?company={quote(name, safe='')}")])
    t.works("  somebody writes the name as the base application does", lambda: t.rt.insert_row("CRM NAV Connection", {
        "NAVConnectionId": seed.new_id(), "Name": name, "Dynamics NAV URL": f"{own}?company={name.replace(' ', '%20')}"}))
    t.works("  the address again", lambda: sales.patch(row, {"businessCentralUrl": ELSEWHERE}))
    t.equal("    the other row is gone", rows(), [(name, f"{ELSEWHERE}?company={quote(name, safe='')}")])
    t.works("  reset", lambda: sales.action(row, "resetConfiguration"))
    t.equal("    keeps the address", (rows(), sales.get(row)["businessCentralUrl"]), ([(name, f"{ELSEWHERE}?company={quote(name, safe='')}")], ELSEWHERE))
    t.works("  somebody writes another row", lambda: t.rt.insert_row("CRM NAV Connection", {
        "NAVConnectionId": seed.new_id(), "Name": name, "Dynamics NAV URL": f"{ELSEWHERE}?company={name.replace(' ', '%20')}&x"}))
    t.works("  disable", lambda: sales.action(row, "disable"))
    t.equal("    takes this company's rows", given.nav_connections(t), [theirs])
    t.works("  enable with an address", lambda: sales.action(row, "enable"))
    t.equal("    writes it again", rows(), [(name, f"{ELSEWHERE}?company={quote(name, safe='')}")])
    t.works("  the web client's own again", lambda: sales.patch(row, {"businessCentralUrl": ""}))
    t.equal("    in its place", rows(), [(name, f"{own}?company={quote(name, safe='')}")])
    t.works("  disable and delete", lambda: (sales.action(row, "disable"), sales.delete(row)))
    t.equal("    leaves the other company's row", given.nav_connections(t), [theirs])
    base.action(key, "disable")
    base.delete(key)


def run(t):
    for name in NAMES:
        one(t, name)
    t.equal("14 names", len(NAMES), 14)
    sales = t.page("salesConnectionSetups")
    given.dataverse_enabled(t)
    t.refused("an address with parameters", lambda: sales.post({"businessCentralUrl": ELSEWHERE + "?tenant=a"}), "BCS0119")
    t.refused("one with a fragment", lambda: sales.post({"businessCentralUrl": ELSEWHERE + "#x"}), "BCS0119")
    for foreign in ("http://businesscentral.dynamics.com/contoso.com", "https://bc.contoso.com/production", "https://businesscentral.dynamics.com.contoso.com",
                    "https://businesscentral.dynamics.com@contoso.com", "https://businesscentral.dynamics.com:8443", "https://contoso.com\\.bc.dynamics.com", "https://.bc.dynamics.com"):
        t.refused(f"{foreign} is not the web client's", lambda: sales.post({"businessCentralUrl": foreign}), "BCS0121")
    t.refused("one that leaves no room for the company", lambda: sales.post({"businessCentralUrl": ELSEWHERE + "/" + "x" * (248 - len(ELSEWHERE))}), "BCS0120")
    long = "名" * 30
    t.rt.get_url = lambda client, *rest: f"https://businesscentral.dynamics.com/contoso.onmicrosoft.com/Production?company={quote(long, safe='')}"
    row = t.works("a company whose own address is too long", lambda: sales.post({}))["id"]
    t.refused("  is refused before anything is enabled", lambda: sales.action(row, "enable"), "BCS0120")
    t.check("  and stays off", not sales.get(row)["isEnabled"])

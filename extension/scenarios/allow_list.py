# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""The list of allowed Dataverse environments: who may change it, and what compares with it."""
import given
import seed
from builtins_al import BUILTINS
from methods_al import Version


def as_person(t, call):
    """Runs AL in a session with a user interface."""
    plain = BUILTINS["guiallowed"]
    BUILTINS["guiallowed"] = lambda rt, args, f, used: True
    try:
        return t.rt.request(call)
    finally:
        BUILTINS["guiallowed"] = plain


def typed(t, url):
    """What the list page does with a typed address: Validate and Insert(true)."""
    row = t.rt.rec("BCS Allowed Environment")
    row.init()
    row.validate(row.field("Environment URL").no, url, True)
    if not row.insert(True):
        raise AssertionError("the address is listed twice")
    return row


def listed(t):
    return [e["environmentUrl"] for e in t.page("allowedEnvironments").get()]


def app_trigger(t, codeunit, trigger, data_version):
    """Runs a trigger of the install or the upgrade codeunit, over data of that version (0.0.0.0: none)."""
    def body():
        inst = t.rt.instance("codeunit", codeunit)
        t.rt.call_proc(inst.loaded.triggers[trigger.lower()], inst, [])

    runtime = type(t.rt)
    plain = runtime.bag_moduleinfo_dataversion
    runtime.bag_moduleinfo_dataversion = lambda rt, bag: Version(data_version)
    try:
        t.rt.request(body)
    finally:
        runtime.bag_moduleinfo_dataversion = plain


def run(t):
    given.prepare(t, allowed=False)
    base = t.page("dataverseConnectionSetups")
    t.equal("nothing is listed", listed(t), [])
    t.refused("POST of an unlisted address", lambda: base.post(dict(seed.SETUP)), "BCS0105")
    t.equal("  no setup", base.get(), [])
    t.refused("a session without a user interface cannot list one", lambda: t.rt.request(lambda: typed(t, seed.URL)), "BCS0002")
    t.refused("the API cannot either", lambda: t.page("allowedEnvironments").post({"environmentUrl": seed.URL}), "does not support insert")
    t.refused("a person must give an address", lambda: as_person(t, lambda: typed(t, "contoso.crm4.dynamics.com")), "BCS0102")
    t.works("a person lists it", lambda: as_person(t, lambda: typed(t, " https://Contoso.CRM4.dynamics.com/ ")))
    t.equal("  as it is compared", listed(t), [seed.URL])
    entry = given.log(t)[-1]
    t.equal("  and it is logged", entry, ("allowedEnvironment", "create", "environmentUrl", "", seed.URL, "Succeeded"))
    made = t.works("POST of the listed address", lambda: base.post({**seed.SETUP, "environmentUrl": "https://CONTOSO.crm4.dynamics.com/"}))
    key = made["id"]
    other = "https://fabrikam.crm4.dynamics.com"
    t.refused("PATCH to another one", lambda: base.patch(key, {"environmentUrl": other}), "BCS0105")
    t.works("PATCH of something else", lambda: base.patch(key, {"proxyVersion": 100}))
    row = t.rt.rec("BCS Allowed Environment")
    t.works("enable", lambda: base.action(key, "enable", consentAcknowledged=True))
    t.refused("PATCH of the enabled setup to another one", lambda: base.patch(key, {"environmentUrl": other}), "BCS0105")
    sales = t.page("salesConnectionSetups")
    t.refused("POST of Sales with another one", lambda: sales.post({"environmentUrl": other}), "BCS0105")
    second = sales.post({})
    t.works("a person removes the address", lambda: as_person(t, lambda: (row.get([seed.URL]), row.delete(True))))
    t.equal("  nothing is listed", listed(t), [])
    t.check("  what is on stays on", base.get(key)["isEnabled"])
    t.works("  PATCH of the unchanged address", lambda: base.patch(key, {"environmentUrl": seed.URL}))
    t.refused("  Sales cannot be enabled", lambda: sales.action(second["id"], "enable"), "BCS0105")
    t.check("  and is off", not sales.get(second["id"])["isEnabled"])
    t.works("  disable", lambda: base.action(key, "disable"))
    t.refused("  and not enabled again", lambda: base.action(key, "enable", consentAcknowledged=True), "BCS0105")
    for codeunit, trigger, data_version, lists in (
        ("BCS Install", "OnInstallAppPerCompany", "1.1.0.0", False), ("BCS Upgrade", "OnUpgradePerCompany", "1.1.0.0", False),
        ("BCS Install", "OnInstallAppPerCompany", "0.0.0.0", True), ("BCS Upgrade", "OnUpgradePerCompany", "1.0.0.0", True),
    ):
        t.works(f"{trigger} over data of {data_version}", lambda: app_trigger(t, codeunit, trigger, data_version))
        t.equal(f"  {'lists the address of the setups once' if lists else 'lists nothing'}", listed(t), [seed.URL] if lists else [])
    t.works("enable", lambda: base.action(key, "enable", consentAcknowledged=True))

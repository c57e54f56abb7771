# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Carries a case out in both worlds, and collects what is compared."""
import re

import cases
import worlds
from differential import TEAM, UNIT, UNIT_NAME, URL, USER, MAIL
from emulator import Refused
from values import AlError, Missing

GUID = re.compile(r"\{?[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}\}?")
# members of options, as the emulator keeps them
SPELLED = {"Active": "", "0": "", "Inventory": "", "Inactive": 1, "Retired": 1, "Draft": 2, "Customer": 3, "Vendor": 11, "Competitor": 1,
           "SalesInventory": 1, "MiscellaneousCharges": 2, "Services": 3}
NUMBER = re.compile(r"\bD0\d{4}\b")
RUN = "99000000-0000-4000-8000-00000000000"
KNOWN = {TEAM: "the team", USER: "the integration user", cases.ACCOUNT: "the account", cases.AH_USER: "the user AH", cases.BD_USER: "the user BD",
         "c0ca0000-0000-0000-0000-000000000001": "the company"}
DATAVERSE, SALES = "dataverseConnectionSetups", "salesConnectionSetups"


def compare(both, model, sales, steps, shown):
    """Yields (what, the AL's, the emulator's) for every observation."""
    found = [observations(world, model, sales, steps, shown) for world in both]
    for what in found[0] | found[1]:
        yield what, found[0].get(what), found[1].get(what)


def observations(world, model, sales, steps, shown):
    world.restart()
    before = sales and [step for step in steps if step[0] == "seed"]  # turning Sales on makes the units of what there is
    for step in before or ():
        take(world, step, 0)
    begin(world, model, sales)
    seen, out = set(), {}
    for number, step in enumerate(steps):
        if before and step in before:
            continue
        try:
            take(world, step, number)
        except (AlError, Refused) as error:
            out[f"step {number} {step[0]}"] = error.message
        except Missing as error:
            out[f"step {number} {step[0]}"] = f"NOT IMPLEMENTED: {error}"
        if step[0] in ("synchronize", "full", "retry"):
            out[f"jobs of step {number}"] = jobs(world, seen)
            out[f"errors of step {number}"] = errors(world, seen)
            out[f"couplings after step {number}"] = couplings(world)
    for entity_set in shown:
        out[entity_set] = rows(world, entity_set)
    return out


def begin(world, model, sales):
    made = world.post(DATAVERSE, {"environmentUrl": URL, "userName": MAIL, "ownershipModel": model, "businessUnitId": UNIT, "businessUnitName": UNIT_NAME})
    world.action(DATAVERSE, made["id"], "enable", consentAcknowledged=True)
    row = world.post(SALES, {})
    if sales:
        world.action(SALES, row["id"], "enable")
        world.work()  # the job that makes the unit groups
    world.settle()


def take(world, step, number):
    kind, *rest = step
    if kind in ("seed", "change", "remove"):
        getattr(world, kind)(*rest)
        world.settle()
    elif kind == "mapping":
        world.patch("tableMappings", named(world, "tableMappings", "name", rest[0]), rest[1])
    elif kind == "match":
        row = next(r for r in world.all("fieldMappings") if (r["mappingName"], r["fieldName"]) == (rest[0], rest[1]))
        world.patch("fieldMappings", row["id"], {"useForMatchBasedCoupling": True, "matchPriority": 1})
    elif kind == "couple":
        world.post("recordCouplings", {"tableId": rest[0], "recordId": rest[1], "dataverseId": rest[2]})
    elif kind == "relation":
        relation(world, *rest)
    elif kind == "synchronize":
        world.action("tableMappings", named(world, "tableMappings", "name", rest[0]), "synchronize")
        world.work()
    elif kind == "retry":
        world.action("tableMappings", named(world, "tableMappings", "name", rest[0]), "retrySkipped", deletedRecords=rest[1])
        world.work()
    elif kind == "full":
        setup = world.all(SALES)[0]["id"]
        world.action(SALES, setup, "generateFullSynchronizationReview")
        world.action(SALES, setup, "startFullSynchronization", runId=RUN + str(number % 10), mappingNames=rest[0])
        world.work()


def relation(world, contact, customer):
    """The business relation of a company contact, which the emulator knows by the company's name."""
    if world.name == "AL":
        world.rt.insert_row("Contact Business Relation", {"Contact No.": contact, "Business Relation Code": "CUST", "Link to Table": 1, "No.": customer})


def named(world, entity_set, column, name):
    return next(r["id"] for r in world.all(entity_set) if r[column] == name)


def jobs(world, seen):
    """The jobs that are new, without what depends on times and ids."""
    new = [j for j in world.all("synchronizationJobs") if ("job", j["jobId"]) not in seen]
    seen.update(("job", j["jobId"]) for j in new)
    counted = [(j["mappingName"] if len(j["mappingName"]) < 20 else "(clone)", j["type"], j["direction"], {n: j[n] for n in worlds.JOB if j[n]}) for j in new]
    return sorted(counted, key=str)


def errors(world, seen):
    new = [e for e in world.all("synchronizationErrors") if ("error", e["id"]) not in seen]
    seen.update(("error", e["id"]) for e in new)
    return sorted((plain(e["sourceRecord"]), plain(e["errorMessage"])) for e in new)


def plain(text):
    """A text without ids. How the platform words a record id, by the table's name or by its caption, is not compared."""
    return NUMBER.sub("(new)", GUID.sub("{id}", text or "")).strip().replace("CRM Account:", "Dataverse Account:")


def couplings(world):
    names = ("tableId", "recordKey", "lastSynchResult", "lastSynchCrmResult", "skipped")
    return sorted((tuple(plain(c[n]) if n == "recordKey" else c[n] for n in names) for c in world.all("recordCouplings")), key=str)


def rows(world, entity_set):
    ids = worlds.NAMES[entity_set][1]
    out = []
    for row in world.rows(entity_set):
        out.append({k: text for k, v in row.items() if (k != ids or entity_set not in worlds.DATAVERSE) and (text := shown(v))})
    return sorted(out, key=str)


def shown(value):
    """One spelling of blank values and of ids that were made."""
    if value in (None, "", " ", "_x0020_", "00000000-0000-0000-0000-000000000000", 0, False):
        return ""
    if isinstance(value, str) and GUID.fullmatch(value):
        return KNOWN.get(value.lower().strip("{}"), "{id}")
    if isinstance(value, str):
        value = NUMBER.sub("(new)", value)
    return SPELLED.get(value, value) if isinstance(value, str) else value

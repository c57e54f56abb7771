# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""The two worlds of compare_records.py: the AL over tables in memory and the emulator, with the same rows, changes and answers.

A row is written in the emulator's columns; NAMES translates them into the AL's fields.
"""
import datetime as dt
import json
import time
import urllib.error
import urllib.request

import connections
import differential
import formats
import given
import patches
from differential import COMPANY, URL
from values import DateTime, Guid, Opt

# table of the AL, key column, columns with fields
NAMES = {
    "salespeoplePurchasers": ("Salesperson/Purchaser", "code", {"code": "Code", "displayName": "Name", "email": "E-Mail", "phoneNo": "Phone No."}),
    "customers": ("Customer", "number", {
        "number": "No.", "displayName": "Name", "email": "E-Mail", "addressLine1": "Address", "city": "City", "phoneNumber": "Phone No.",
        "salespersonCode": "Salesperson Code", "currencyCode": "Currency Code", "creditLimit": "Credit Limit (LCY)", "blocked": "Blocked"}),
    "vendors": ("Vendor", "number", {"number": "No.", "displayName": "Name", "email": "E-Mail", "blocked": "Blocked"}),
    "contacts": ("Contact", "number", {"number": "No.", "displayName": "Name", "email": "E-Mail", "type": "Type", "companyNumber": "Company No.",
                                       "companyName": "Company Name"}),
    "currencies": ("Currency", "code", {"code": "Code", "displayName": "Description", "symbol": "Symbol"}),
    "items": ("Item", "number", {"number": "No.", "displayName": "Description", "baseUnitOfMeasureCode": "Base Unit of Measure", "unitPrice": "Unit Price",
                                 "blocked": "Blocked", "type": "Type"}),
    "resources": ("Resource", "number", {"number": "No.", "displayName": "Name", "baseUnitOfMeasureCode": "Base Unit of Measure", "unitPrice": "Unit Price",
                                         "blocked": "Blocked"}),
    "unitsOfMeasure": ("Unit of Measure", "code", {"code": "Code", "displayName": "Description"}),
    "accounts": ("CRM Account", "accountid", {
        "accountid": "AccountId", "name": "Name", "emailaddress1": "EMailAddress1", "address1_line1": "Address1_Line1", "address1_city": "Address1_City",
        "telephone1": "Telephone1", "creditlimit": "CreditLimit", "customertypecode": "CustomerTypeCode", "statecode": "StateCode",
        "_bcbi_companyid_value": "CompanyId", "_ownerid_value": "OwnerId", "_transactioncurrencyid_value": "TransactionCurrencyId",
        "_primarycontactid_value": "PrimaryContactId"}),
    "dvcontacts": ("CRM Contact", "contactid", {
        "contactid": "ContactId", "firstname": "FirstName", "lastname": "LastName", "emailaddress1": "EMailAddress1", "statecode": "StateCode",
        "_parentcustomerid_value": "ParentCustomerId", "_bcbi_companyid_value": "CompanyId", "_ownerid_value": "OwnerId"}),
    "systemusers": ("CRM Systemuser", "systemuserid", {
        "systemuserid": "SystemUserId", "internalemailaddress": "InternalEMailAddress", "fullname": "FullName", "mobilephone": "MobilePhone",
        "isdisabled": "IsDisabled", "islicensed": "IsLicensed", "isintegrationuser": "IsIntegrationUser"}),
    "transactioncurrencies": ("CRM Transactioncurrency", "transactioncurrencyid", {
        "transactioncurrencyid": "TransactionCurrencyId", "isocurrencycode": "ISOCurrencyCode", "currencyname": "CurrencyName", "currencysymbol": "CurrencySymbol",
        "exchangerate": "ExchangeRate"}),
    "products": ("CRM Product", "productid", {
        "productid": "ProductId", "productnumber": "ProductNumber", "name": "Name", "producttypecode": "ProductTypeCode", "statecode": "StateCode",
        "_bcbi_companyid_value": "CompanyId"}),
}
DATAVERSE = {"accounts", "dvcontacts", "systemusers", "transactioncurrencies", "products"}
SOMEBODY = "dddddddd-0000-0000-0000-000000000001"
JOB = ("inserted", "modified", "unchanged", "skipped", "failed", "coupled")
STEP = dt.timedelta(seconds=20)


class Clock:
    """The AL's clock: it moves with every step of a case, since Dataverse counts in whole seconds."""

    def __init__(self) -> None:
        self.moment = dt.datetime.now(dt.timezone.utc)
        formats.now = connections_now = lambda: DateTime.of(self.moment)
        __import__("builtins_al").now = connections_now
        connections.Dataverse.moment = lambda _: DateTime(DateTime.of(self.moment).v // 1000 * 1000)

    def step(self) -> None:
        self.moment += STEP


class AL(differential.Real):
    """The extension's AL and the base application's."""

    def __init__(self, *args) -> None:
        self.clock = Clock()
        self.args, self.first = args, True
        super().__init__(*args)

    def restart(self) -> None:
        rt = self.rt
        rt.db, rt.dataverse = type(rt.db)(), type(rt.dataverse)()
        rt.storage, rt.sequences, rt.tasks, rt.virtual_done = {}, {}, [], set()
        rt.new_session()
        runtime, differential.Runtime = differential.Runtime, lambda *_: rt
        try:
            super().__init__(*self.args)
        finally:
            differential.Runtime = runtime
        given.allow(self, URL)
        for series, table, field in (("CUST", "Sales & Receivables Setup", "Customer Nos."), ("VEND", "Purchases & Payables Setup", "Vendor Nos."),
                                     ("CONT", "Marketing Setup", "Contact Nos."), ("ITEM", "Inventory Setup", "Item Nos."), ("RES", "Resources Setup", "Resource Nos.")):
            self.numbered(series, table, field)
        given.table_id_is_writable(self)
        for role in differential.ROLES:
            self.grant_user(role)
        self.grant_team()

    def numbered(self, series, table, field) -> None:
        """A number series of a table; the emulator's numbers begin alike."""
        self.rt.insert_row("No. Series", {"Code": series, "Description": series, "Default Nos.": True})
        self.rt.insert_row("No. Series Line", {"Series Code": series, "Line No.": 10000, "Starting No.": "D00001", "Increment-by No.": 1, "Open": True})
        rec = self.rt.rec(table)
        rows = rec.table().rows
        if not rows:
            self.rt.insert_row(table, {field: series})
        for row in rows.values():
            row[rec.field(field).no] = series

    def record(self, entity_set, key):
        table, column, fields = NAMES[entity_set]
        rec = self.rt.rec(table)
        rows = self.rt.dataverse.table(rec.meta, URL) if rec.meta.external else rec.table()
        no = rec.field(fields[column]).no
        for row in rows.rows.values():
            if str(differential.to_json(row[no])).lower() == str(key).lower():
                return rec, rows, row
        raise KeyError(key)

    def seed(self, entity_set, row) -> None:
        table, _, fields = NAMES[entity_set]
        values = {fields.get(k, k): v for k, v in row.items() if k != "id" and v is not None}
        if "id" in row:
            values["SystemId"] = row["id"]
        if entity_set == "contacts" and row["type"] == "Person":  # the API has the whole name only
            values["First Name"], values["Surname"] = row["displayName"].split(" ", 1)
        if entity_set == "dvcontacts" and row.get("_parentcustomerid_value"):
            values["ParentCustomerIdType"] = 1
        self.rt.insert_row(table, values)
        unit = row.get("baseUnitOfMeasureCode")  # a record's own base unit is among its units
        if unit and entity_set == "items":
            self.rt.insert_row("Item Unit of Measure", {"Item No.": row["number"], "Code": unit, "Qty. per Unit of Measure": 1})
        elif unit:
            self.rt.insert_row("Resource Unit of Measure", {"Resource No.": row["number"], "Code": unit, "Qty. per Unit of Measure": 1})
        if entity_set in DATAVERSE:
            rec, _, stored = self.record(entity_set, row[NAMES[entity_set][1]])
            self.touched(rec, stored)

    def touched(self, rec, row) -> None:
        """Somebody else than the integration user changed a row of Dataverse."""
        row[rec.field("modifiedon").no] = self.rt.dataverse.moment()
        by = rec.meta.by_name.get("modifiedby")
        if by is not None:
            row[by.no] = Guid(SOMEBODY)

    def change(self, entity_set, key, row) -> None:
        rec, rows, old = self.record(entity_set, key)
        new = dict(old)
        for column, value in row.items():
            field = rec.field(NAMES[entity_set][2][column])
            if isinstance(value, str) and field.type.kind not in ("text", "code"):
                value = formats.evaluate(value, field.type)
            elif field.type.kind in ("option", "enum"):
                value = Opt(field.type.opt, value)
            new[field.no] = field.type.conv(value)
        if rec.meta.external:
            self.touched(rec, new)
        new[2000000003] = self.rt.now()
        self.rt.db.modify(rows, new, False)

    def remove(self, entity_set, key) -> None:
        rec, rows, old = self.record(entity_set, key)
        self.rt.db.delete(rows, rows.key_of(old), False)

    def rows(self, entity_set):
        table, _, fields = NAMES[entity_set]
        return [dict(zip(fields, (differential.to_json(v) for v in row), strict=True)) for row in self.rt.dump(table, *fields.values())]

    def work(self) -> None:
        self.clock.step()
        while True:  # recurring jobs do not run, neither do those that a job releases
            for task in self.rt.tasks:
                if task["record"] is not None and self.recurring(task["record"]):
                    task["done"] = True
            if not patches.in_background(lambda: self.rt.run_tasks(1, 3)):
                break
        self.clock.step()

    def recurring(self, record) -> bool:
        rec = self.rt.rec("Job Queue Entry")
        if record.table != rec.meta.id or not rec.get([record]):
            return False
        return bool(rec.vals[rec.field("Recurring Job").no])

    def settle(self) -> None:
        """After a step: recurring jobs do not run in either world."""
        self.clock.step()


class Emulated(differential.Fake):
    """The emulator, whose rows are written over its control interface."""

    def __init__(self, binary: str) -> None:
        super().__init__(binary)
        self.control("POST", "reset")

    def restart(self) -> None:
        self.control("POST", "reset")
        self.emulator.tokens = {}
        self.control("POST", f"state/businesscentral/currencyExchangeRates?company={COMPANY}", {"currencyCode": "USD", "exchangeRateAmount": 1})
        for role in differential.ROLES:
            self.grant_user(role)
        self.grant_team()

    def control(self, method, path, body=None):
        request = urllib.request.Request(f"{self.emulator.env['BCSALES_BUSINESS_CENTRAL_URL']}/_emulator/{path}", None if body is None else json.dumps(body).encode(), method=method)
        try:
            with urllib.request.urlopen(request, context=self.emulator.context) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path} {body}: {error.read().decode()}") from None
        return json.loads(text) if text else None

    @staticmethod
    def path(entity_set, key=None):
        api, query = ("dataverse", "") if entity_set in DATAVERSE else ("businesscentral", f"?company={COMPANY}")
        name = "contacts" if entity_set == "dvcontacts" else entity_set
        return f"state/{api}/{name}" + (f"/{key}" if key else "") + query

    def seed(self, entity_set, row) -> None:
        self.control("POST", self.path(entity_set), {k: v for k, v in row.items() if " " not in k})

    def key(self, entity_set, key):
        if entity_set in DATAVERSE:
            return key
        column = NAMES[entity_set][1]
        return next(r["id"] for r in self.control("GET", self.path(entity_set)) if r[column] == key)

    def change(self, entity_set, key, row) -> None:
        self.control("PATCH", self.path(entity_set, self.key(entity_set, key)), row)

    def remove(self, entity_set, key) -> None:
        self.control("DELETE", self.path(entity_set, self.key(entity_set, key)))

    def rows(self, entity_set):
        return [{k: r.get(k) for k in NAMES[entity_set][2]} for r in self.control("GET", self.path(entity_set))]

    def work(self) -> None:
        deadline, quiet = time.time() + 15, 0
        while quiet < 3 and time.time() < deadline:
            busy = [j for j in self.all("synchronizationJobs") if (j["finishDateTime"] or "0001").startswith("0001")]
            queued = [j for j in self.control("GET", f"state/businesscentral/jobQueueEntries?company={COMPANY}") if not j.get("recurringJob") and j["status"] in ("Ready", "In Process", "In_x0020_Process")]
            quiet = 0 if busy or queued else quiet + 1
            time.sleep(0.01)

    def settle(self) -> None:
        time.sleep(0)

# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Cases of compare_records.py: rows, changes and synchronizations, which both worlds carry out alike."""
import itertools

ACCOUNT = "acc00000-0000-0000-0000-000000000001"
OTHER = "acc00000-0000-0000-0000-000000000002"
DVCONTACT = "c0c00000-0000-0000-0000-000000000001"
CUSTOMER, VENDOR, CONTACT, ITEM = ("bc000000-0000-0000-0000-00000000000" + n for n in "1234")
AH, BD = "5a000000-0000-0000-0000-000000000001", "5a000000-0000-0000-0000-000000000002"
AH_USER, BD_USER = "d0000000-0000-0000-0000-000000000002", "d0000000-0000-0000-0000-000000000003"
PRODUCT = "9d000000-0000-0000-0000-000000000001"
USD = "cc000000-0000-0000-0000-0000000000aa"
SHOWN = ("customers", "accounts")


def seed(entity_set, **row):
    if entity_set in ("accounts", "dvcontacts"):
        row = {"_ownerid_value": AH_USER, **row}
    return ("seed", entity_set, row)


def change(entity_set, key, **row):
    return ("change", entity_set, key, row)


def remove(entity_set, key):
    return ("remove", entity_set, key)


def mapping(name, **settings):
    return ("mapping", name, settings)


def synchronize(name="CUSTOMER"):
    return ("synchronize", name)


def retry(name, deleted="keep"):
    return ("retry", name, deleted)


def couple(table, record, row):
    return ("couple", table, record, row)


def full(*names):
    return ("full", ",".join(names))


# the usual company: its local currency is not among its currencies
USUAL = remove("currencies", "EUR")


ONE = (
    seed("customers", id=CUSTOMER, number="C1", displayName="Name", city="City"),
    seed("accounts", accountid=ACCOUNT, name="Name", address1_city="City", customertypecode=3, statecode=0),
    couple(18, CUSTOMER, ACCOUNT),
)
# a pair that was synchronized once, to Dataverse
SYNCHRONIZED = (*ONE, mapping("CUSTOMER", direction="ToIntegrationTable"), synchronize(), mapping("CUSTOMER", direction="Bidirectional"))
HERE, THERE = change("customers", "C1", displayName="Here"), change("accounts", ACCOUNT, name="There")
DIRECTIONS = ("Bidirectional", "ToIntegrationTable", "FromIntegrationTable")
UPDATES = ("None", "Send_x0020_Update_x0020_to_x0020_Integration", "Get_x0020_Update_x0020_from_x0020_Integration")
DELETIONS = ("None", "Restore_x0020_Records", "Remove_x0020_Coupling")
CHANGES = {"nothing": (), "here": (HERE,), "there": (THERE,), "both": (HERE, THERE),
           "different fields": (change("customers", "C1", displayName="Here"), change("accounts", ACCOUNT, address1_city="There")),
           "an unmapped field there": (change("customers", "C1", displayName="Here"), change("accounts", ACCOUNT, creditlimit=7))}


def cases():
    """(name, ownership model, Sales on, steps, entity sets that are shown)."""
    for direction, (what, changes) in itertools.product(DIRECTIONS, CHANGES.items()):
        yield f"{direction}, changed: {what}", "Team", False, (*SYNCHRONIZED, mapping("CUSTOMER", direction=direction), *changes, synchronize(), synchronize()), SHOWN
    for update, (what, changes) in itertools.product(UPDATES, CHANGES.items()):
        yield f"{update}, changed: {what}", "Team", False, (*SYNCHRONIZED, mapping("CUSTOMER", updateConflictResolution=update), *changes, synchronize(), synchronize()), SHOWN
    for deletion, only, direction in itertools.product(DELETIONS, (True, False), DIRECTIONS):
        set_up = mapping("CUSTOMER", deletionConflictResolution=deletion, synchronizeOnlyCoupledRecords=only, direction=direction)
        yield f"{deletion}, only coupled {only}, {direction}, account deleted", "Team", False, (*SYNCHRONIZED, set_up, remove("accounts", ACCOUNT), HERE, synchronize(), synchronize(), synchronize()), SHOWN
        yield f"{deletion}, only coupled {only}, {direction}, customer deleted", "Team", False, (*SYNCHRONIZED, set_up, remove("customers", "C1"), THERE, synchronize(), synchronize(), synchronize()), SHOWN
    for model in ("Team", "Person"):
        yield from of_model(model)
    yield from retried()
    yield from contacts()
    yield from sales()


def of_model(model):
    people = (seed("systemusers", systemuserid=BD_USER, internalemailaddress="bd@contoso.com", fullname="Bart Duncan", islicensed=True, isdisabled=False),)
    owned = change("customers", "C1", salespersonCode="AH")
    yield f"{model}: a salesperson without a coupling", model, False, (*people, *SYNCHRONIZED, owned, synchronize(), synchronize()), SHOWN
    if model == "Person":
        yield f"{model}: a salesperson with a coupling", model, False, (*people, *SYNCHRONIZED, couple(13, AH, AH_USER), owned, synchronize(), change("customers", "C1", salespersonCode="BD"), synchronize(), synchronize(), synchronize()), SHOWN
        yield f"{model}: full synchronization with uncoupled users", model, False, (*people, *SYNCHRONIZED, couple(13, AH, AH_USER), full("SALESPEOPLE")), ("salespeoplePurchasers",)
        yield f"{model}: an account of an uncoupled owner", model, False, (*people, *SYNCHRONIZED, change("accounts", ACCOUNT, _ownerid_value=BD_USER, name="There"), synchronize()), SHOWN
    yield f"{model}: new customers", model, False, (seed("customers", id=CUSTOMER, number="C1", displayName="One"), seed("customers", id=VENDOR, number="C2", displayName="Blocked", blocked="All"),
                                                   mapping("CUSTOMER", synchronizeOnlyCoupledRecords=False), synchronize(), synchronize()), SHOWN
    yield f"{model}: new accounts", model, False, (*[seed("accounts", accountid=f"acc00000-0000-0000-0000-00000000010{n}", name=f"Account {n}", customertypecode=kind, statecode=state)
                                                     for n, (kind, state) in enumerate(((3, 0), (3, 1), (11, 0), (1, 0)))],
                                                   mapping("CUSTOMER", synchronizeOnlyCoupledRecords=False), synchronize(), synchronize()), SHOWN
    yield f"{model}: full synchronization of customers", model, False, (seed("customers", id=CUSTOMER, number="C1", displayName="One"), USUAL, full("CURRENCY", "CUSTOMER")), SHOWN
    yield f"{model}: full synchronization of accounts", model, False, (seed("accounts", accountid=ACCOUNT, name="Account", customertypecode=3, statecode=0), remove("customers", "10000"), USUAL, full("CURRENCY", "CUSTOMER")), SHOWN
    yield f"{model}: coupling by name without match fields", model, False, (*ONE[:2], USUAL, full("CURRENCY", "CUSTOMER")), SHOWN
    yield f"{model}: coupling by name", model, False, (*ONE[:2], ("match", "CUSTOMER", "Name"), USUAL, full("CURRENCY", "CUSTOMER")), SHOWN
    yield f"{model}: coupling by name, two matches", model, False, (*ONE[:2], seed("accounts", accountid=OTHER, name="Name", customertypecode=3, statecode=0), ("match", "CUSTOMER", "Name"), USUAL, full("CURRENCY", "CUSTOMER")), SHOWN
    yield f"{model}: coupling by name, create the rest", model, False, (*ONE[:2], ("match", "CUSTOMER", "Name"), mapping("CUSTOMER", createUnmatched=True), USUAL, full("CURRENCY", "CUSTOMER")), SHOWN


def retried():
    """Skipped records: the reason is gone or not, or one side is deleted."""
    skipped = (*SYNCHRONIZED, change("customers", "C1", salespersonCode="AH"), synchronize(), synchronize())
    yield "a skipped record, retried when its reason is gone", "Person", False, (*skipped, couple(13, AH, AH_USER), retry("CUSTOMER"), synchronize()), SHOWN
    yield "a skipped record, retried too early", "Person", False, (*skipped, retry("CUSTOMER"), retry("CUSTOMER"), synchronize()), SHOWN
    yield "nothing skipped, retried", "Team", False, (*SYNCHRONIZED, retry("CUSTOMER")), SHOWN
    two = (*SYNCHRONIZED[:2], seed("customers", id=VENDOR, number="C2", displayName="Two"), seed("accounts", accountid=OTHER, name="Two", customertypecode=3, statecode=0),
           *SYNCHRONIZED[2:3], couple(18, VENDOR, OTHER), *SYNCHRONIZED[3:])
    for direction in DIRECTIONS:
        yield f"one skipped record lacks its account, one its customer, {direction}", "Team", False, (
            *two, remove("accounts", ACCOUNT), HERE, remove("customers", "C2"), change("accounts", OTHER, name="There"), synchronize(), synchronize(), synchronize(),
            mapping("CUSTOMER", direction=direction), retry("CUSTOMER", "restore"), synchronize()), SHOWN
    for deleted in ("keep", "restore", "uncouple"):
        for what, gone, other in (("account", remove("accounts", ACCOUNT), HERE), ("customer", remove("customers", "C1"), THERE)):
            yield f"a skipped record whose {what} is deleted, {deleted}", "Team", False, (
                *SYNCHRONIZED, gone, other, synchronize(), synchronize(), synchronize(), retry("CUSTOMER", deleted), synchronize()), SHOWN


def contacts():
    parent = (*ONE, seed("contacts", id=CONTACT, number="CT1", type="Person", companyNumber="CT9", companyName="Name", displayName="Ann Person"),
              seed("contacts", id=ITEM, number="CT9", type="Company", companyNumber="CT9", displayName="Name"), ("relation", "CT9", "C1"))
    yield "a new contact", "Team", False, (*parent, mapping("CONTACT", synchronizeOnlyCoupledRecords=False), synchronize("CONTACT"), synchronize("CONTACT")), ("contacts", "dvcontacts", "accounts")
    yield "a new contact of an account without a coupling", "Team", False, (*parent, remove("accounts", ACCOUNT), mapping("CONTACT", synchronizeOnlyCoupledRecords=False), synchronize("CONTACT")), ("contacts", "dvcontacts")
    yield "a new Dataverse contact", "Team", False, (*parent, seed("dvcontacts", contactid=DVCONTACT, firstname="Bea", lastname="Person", _parentcustomerid_value=ACCOUNT, statecode=0),
                                                  mapping("CONTACT", synchronizeOnlyCoupledRecords=False), synchronize("CONTACT")), ("contacts", "dvcontacts")
    yield "a Dataverse contact of an account without a coupling", "Team", False, (
        seed("accounts", accountid=OTHER, name="Other", customertypecode=3, statecode=0),
        seed("dvcontacts", contactid=DVCONTACT, firstname="Bea", lastname="Person", _parentcustomerid_value=OTHER, statecode=0),
        mapping("CONTACT", synchronizeOnlyCoupledRecords=False), synchronize("CONTACT")), ("contacts", "dvcontacts")
    yield "a Dataverse contact without a parent", "Team", False, (
        seed("dvcontacts", contactid=DVCONTACT, firstname="Bea", lastname="Person", statecode=0), mapping("CONTACT", synchronizeOnlyCoupledRecords=False), synchronize("CONTACT")), ("contacts", "dvcontacts")
    yield "a vendor", "Team", False, (seed("vendors", id=VENDOR, number="V1", displayName="Vendor"), mapping("VENDOR", synchronizeOnlyCoupledRecords=False), synchronize("VENDOR"),
                                    change("vendors", "V1", displayName="Changed"), synchronize("VENDOR")), ("vendors", "accounts")
    yield "a currency without a rate", "Team", False, (seed("currencies", code="DKK", displayName="Krone"), USUAL, mapping("CURRENCY", synchronizeOnlyCoupledRecords=False), synchronize("CURRENCY"), synchronize("CURRENCY")), ("currencies", "transactioncurrencies")
    yield "full synchronization of currencies", "Team", False, (seed("currencies", code="DKK", displayName="Krone"), USUAL, full("CURRENCY")), ("currencies", "transactioncurrencies")
    yield "the local currency among the currencies", "Team", False, (full("CURRENCY"),), ("currencies", "transactioncurrencies")
    yield "matched currencies", "Team", False, (seed("transactioncurrencies", transactioncurrencyid=USD, isocurrencycode="USD", currencyname="Dollar", currencysymbol="$", exchangerate=2),
                                              USUAL, full("CURRENCY")), ("currencies", "transactioncurrencies")


def sales():
    unit = seed("unitsOfMeasure", code="PCS", displayName="Piece")
    for n, kind in enumerate((1, 2, 3, 0)):
        for state in (0, 1, 2):
            yield f"a product of type {kind} in state {state}", "Team", True, (
                unit, seed("products", productid=PRODUCT, productnumber=f"P{n}", name="Product", producttypecode=kind, statecode=state),
                mapping("ITEM-PRODUCT", synchronizeOnlyCoupledRecords=False), synchronize("ITEM-PRODUCT")), ("items", "products")
    yield "a new item", "Team", True, (unit, seed("items", id=ITEM, number="I1", displayName="Item", baseUnitOfMeasureCode="PCS"), mapping("ITEM-PRODUCT", synchronizeOnlyCoupledRecords=False), synchronize("ITEM-PRODUCT")), ("items", "products")
    yield "full synchronization of items", "Team", True, (
        unit, seed("items", id=ITEM, number="I1", displayName="Item", baseUnitOfMeasureCode="PCS"), seed("resources", id=CONTACT, number="R1", displayName="Resource", baseUnitOfMeasureCode="PCS"),
        full("UNIT GROUP", "ITEM UOM", "RESOURCE UOM", "ITEM-PRODUCT", "RESOURCE-PRODUCT")), ("items", "resources", "products")
    yield "a company's account, reviewed", "Team", False, (*ONE[:2], USUAL, full()), SHOWN
    yield "full synchronization of all", "Team", True, (
        unit, seed("items", id=ITEM, number="I1", displayName="Item", baseUnitOfMeasureCode="PCS"), seed("customers", id=CUSTOMER, number="C1", displayName="One"), USUAL, full()), (*SHOWN, "items", "products", "transactioncurrencies")

# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
"""Where al-run's platform is changed for compare_records.py, because Microsoft's own tests show that the real one does otherwise."""
import re

import builtins_al
import filters
import methods_al
import overrides
import record
import recref
import runtime
from values import Opt


def prepare() -> None:
    # Handing a RecordRef over by value does not copy its record: codeunit 7205 sets company and owner of a new account that way
    # (HandleOnBeforeInsertRecord).
    recref.RecordRef.copy_ref = lambda self: self
    # A variable that nobody has set is of the type CRM: codeunit 5345 goes on after a record was inserted (139182
    # CoupleContactAndCustomerWithPrimaryContactBothAsCreateNew).
    methods_al.BUILTIN_OPTIONS["tableconnectiontype"] = ("CRM=1", "ExternalSQL=2", "Exchange=3", "MicrosoftGraph=4")
    # The .NET class MailAddress is missing; the addresses of the cases are valid.
    overrides.OVERRIDES[("codeunit", "mail management", "checkvalidemailaddress")] = lambda rt, inst, args: None
    overrides.OVERRIDES[("codeunit", "dotnet_datetimeoffset", "getoffset")] = lambda rt, inst, args: 0  # the .NET class is missing
    runtime.static("productname", "short")(lambda rt, args, f, used: "Business Central")
    blank_options()
    matching()


def in_background(work):
    """Runs work as the job queue does, in sessions of the type Background: there, table Item does not insert an item itself."""
    plain = builtins_al.BUILTINS["currentclienttype"]
    builtins_al.BUILTINS["currentclienttype"] = lambda rt, args, f, used: rt.option("clienttype", "Background")
    try:
        return work()
    finally:
        builtins_al.BUILTINS["currentclienttype"] = plain


def blank_options() -> None:
    """A view keeps the filter for the blank member of an option: blocked customers stay out (139162 DefaultTableMappingCustomer)."""
    plain = record.Record.set_view

    def set_view(self, text):
        plain(self, text)
        for name in re.findall(r"([\w .\"]+)=(?:FILTER|1)\( *\)", text):
            no = self._numbered(name)
            field = self.meta.fields[no]
            if field.type.kind in ("option", "enum"):
                self.set_filter(no, filters.exact(Opt(field.type.opt, 0), self.loose))

    record.Record.set_view = set_view


def matching() -> None:
    """A quoted text that begins with @ is compared without case: records are coupled by match fields (139199 MasterDataListCoupleSingle…)."""
    plain = filters.parse

    def parse(text, *rest):
        return plain(re.sub(r"^'@((?:[^']|'')*)'$", r"@'\1'", text), *rest)

    filters.parse = parse

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Coupling;

using Microsoft.Integration.Dataverse;

/// <summary>
/// "Table ID" of table 5331 has Editable = false, which a page field bound to it inherits: the API could read and filter
/// by it, but not take it in POST. A lookup of the row's own value can be read and filtered by in the same way, and is
/// writable in the page. It takes no storage. INFERENCE: that the platform refuses the bound field has not been tried.
/// </summary>
tableextension 72820 "BCS CRM Integration Record" extends "CRM Integration Record"
{
    fields
    {
        field(72820; "BCS Table No."; Integer)
        {
            AllowInCustomizations = Never;
            CalcFormula = lookup("CRM Integration Record"."Table ID" where("CRM ID" = field("CRM ID"), "Integration ID" = field("Integration ID")));
            Caption = 'Table No.';
            FieldClass = FlowField;
            ToolTip = 'Specifies the number of the table of the coupled record.';
        }
    }
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

/// <summary>The ownership model as the API names it; numbers as in table "CDS Connection Setup", field 140.</summary>
enum 72800 "BCS Ownership Model"
{
    Extensible = false;
    Caption = 'Ownership Model';

    value(0; " ")
    {
        Caption = ' ', Locked = true;
    }
    value(1; Person)
    {
        Caption = 'Person';
    }
    value(2; Team)
    {
        Caption = 'Team';
    }
}

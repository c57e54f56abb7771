// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Mapping;

/// <summary>The direction of a table mapping as the API names it; numbers as in table "Integration Table Mapping", field 10.</summary>
enum 72801 "BCS Mapping Direction"
{
    Extensible = false;
    Caption = 'Direction';

    value(0; Bidirectional)
    {
        Caption = 'Bidirectional';
    }
    value(1; ToIntegrationTable)
    {
        Caption = 'To Integration Table';
    }
    value(2; FromIntegrationTable)
    {
        Caption = 'From Integration Table';
    }
}

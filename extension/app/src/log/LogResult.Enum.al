// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Log;

/// <summary>How an operation of the log ended.</summary>
enum 72803 "BCS Log Result"
{
    Extensible = false;
    Caption = 'Log Result';

    value(0; Succeeded)
    {
        Caption = 'Succeeded';
    }
    value(1; Started)
    {
        Caption = 'Started';
    }
    value(2; Failed)
    {
        Caption = 'Failed';
    }
}

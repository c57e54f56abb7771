// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Connector;

using BcSales.Integration.AllowList;

/// <summary>
/// Runs when a later version of the app replaces an earlier one: each step names the version that introduced it, and
/// runs for companies whose data is older. Companies created later need none of the steps.
/// </summary>
codeunit 72805 "BCS Upgrade"
{
    Subtype = Upgrade;
    Access = Public;

    trigger OnUpgradePerCompany()
    var
        AllowList: Codeunit "BCS Allow List";
        AppInfo: ModuleInfo;
    begin
        NavApp.GetCurrentModuleInfo(AppInfo);
        if AppInfo.DataVersion() < Version.Create(1, 1, 0, 0) then
            AllowList.ListStoredSetups();
    end;
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Connector;

using BcSales.Integration.AllowList;

/// <summary>
/// Runs when the app is installed. Uninstalling keeps the app's tables, so installing it again finds what it left: only an
/// installation that finds nothing (data version 0.0.0.0) lists the addresses of setups that were stored before.
/// </summary>
codeunit 72804 "BCS Install"
{
    Subtype = Install;
    Access = Public;

    trigger OnInstallAppPerCompany()
    var
        AllowList: Codeunit "BCS Allow List";
        AppInfo: ModuleInfo;
    begin
        NavApp.GetCurrentModuleInfo(AppInfo);
        if AppInfo.DataVersion() = Version.Create(0, 0, 0, 0) then
            AllowList.ListStoredSetups();
    end;
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Connector;

/// <summary>
/// Version and capabilities of the connector. One row that exists only in memory, so that reading it writes nothing.
/// </summary>
page 72800 "BCS Connectors API"
{
    PageType = API;
    Caption = 'connector', Locked = true;
    EntityCaption = 'Connector';
    EntitySetCaption = 'Connectors';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'connector';
    EntitySetName = 'connectors';
    SourceTable = "BCS Connector State";
    SourceTableTemporary = true;
    ODataKeyFields = SystemId;
    DelayedInsert = true;
    Extensible = false;
    Editable = false;
    InsertAllowed = false;
    ModifyAllowed = false;
    DeleteAllowed = false;

    layout
    {
        area(Content)
        {
            repeater(Records)
            {
                field(id; Rec.SystemId)
                {
                    Caption = 'id', Locked = true;
                    Editable = false;
                }
                field(version; Rec."Version")
                {
                    Caption = 'version', Locked = true;
                    Editable = false;
                }
                field(capabilities; Rec.Capabilities)
                {
                    Caption = 'capabilities', Locked = true;
                    Editable = false;
                }
                field(minimumProviderVersion; MinimumProviderVersion)
                {
                    Caption = 'minimumProviderVersion', Locked = true;
                    Editable = false;
                }
            }
        }
    }

    trigger OnOpenPage()
    var
        AppInfo: ModuleInfo;
    begin
        NavApp.GetCurrentModuleInfo(AppInfo);
        Rec.Init();
        // A stable id: the same row has the same address in every call.
        Rec.SystemId := AppInfo.Id();
        Rec."Version" := CopyStr(Format(AppInfo.AppVersion()), 1, MaxStrLen(Rec."Version"));
        Rec.Capabilities := CapabilitiesTok;
        Rec.Insert(false, true);
        MinimumProviderVersion := MinimumProviderVersionTok;
    end;

    var
        MinimumProviderVersion: Text[20];
        MinimumProviderVersionTok: Label '0.1.0', Comment = 'The oldest version of terraform-provider-bcsales that works with this version.', Locked = true, MaxLength = 20;
        CapabilitiesTok: Label 'dataverseConnection,salesConnection,recordCoupling,tableMapping,fieldMapping,fullSynchronization,synchronizationLog,log,allowedEnvironments,mappingSnapshot,marks', Locked = true;
}

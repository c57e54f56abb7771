// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.Connector;
using BcSales.Integration.Mapping;
using Microsoft.Integration.Dataverse;

/// <summary>
/// Table 7200 "CDS Connection Setup": at most one row a company. Writable fields are variables of the page, because the
/// OnValidate triggers of a bound field would run one by one, before the codeunit has checked the whole request.
/// </summary>
page 72810 "BCS Dataverse Setups API"
{
    PageType = API;
    Caption = 'dataverseConnectionSetup', Locked = true;
    EntityCaption = 'Dataverse Connection Setup';
    EntitySetCaption = 'Dataverse Connection Setups';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'dataverseConnectionSetup';
    EntitySetName = 'dataverseConnectionSetups';
    SourceTable = "CDS Connection Setup";
    ODataKeyFields = SystemId;
    DelayedInsert = true;
    Extensible = false;
    Permissions = tabledata "CDS Connection Setup" = rimd;

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
                field(environmentUrl; EnvironmentUrl)
                {
                    Caption = 'environmentUrl', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("Server Address"));
                    end;
                }
                field(userName; UserName)
                {
                    Caption = 'userName', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("User Name"));
                    end;
                }
                field(authenticationType; Rec."Authentication Type")
                {
                    Caption = 'authenticationType', Locked = true;
                    Editable = false;
                }
                field(ownershipModel; OwnershipModel)
                {
                    Caption = 'ownershipModel', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("Ownership Model"));
                    end;
                }
                field(businessUnitId; BusinessUnitId)
                {
                    Caption = 'businessUnitId', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("Business Unit Id"));
                    end;
                }
                field(businessUnitName; BusinessUnitName)
                {
                    Caption = 'businessUnitName', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("Business Unit Name"));
                    end;
                }
                field(proxyVersion; ProxyVersion)
                {
                    Caption = 'proxyVersion', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("Proxy Version"));
                    end;
                }
                field(isEnabled; Rec."Is Enabled")
                {
                    Caption = 'isEnabled', Locked = true;
                    Editable = false;
                }
                field(disableReason; Rec."Disable Reason")
                {
                    Caption = 'disableReason', Locked = true;
                    Editable = false;
                }
                field(baseCurrencyCode; Rec.BaseCurrencyCode)
                {
                    Caption = 'baseCurrencyCode', Locked = true;
                    Editable = false;
                }
                field(mark; RowMark)
                {
                    Caption = 'mark', Locked = true;

                    trigger OnValidate()
                    begin
                        MarkChanged := true;
                    end;
                }
                field(createdByCaller; CreatedByCaller)
                {
                    Caption = 'createdByCaller', Locked = true;
                    Editable = false;
                }
                field(isMappingSnapshotKept; IsMappingSnapshotKept)
                {
                    Caption = 'isMappingSnapshotKept', Locked = true;
                    Editable = false;
                }
                field(lastModifiedDateTime; Rec.SystemModifiedAt)
                {
                    Caption = 'lastModifiedDateTime', Locked = true;
                    Editable = false;
                }
            }
        }
    }

    trigger OnAfterGetRecord()
    begin
        ReadValues();
    end;

    trigger OnNewRecord(BelowxRec: Boolean)
    begin
        Clear(ChangedFields);
    end;

    trigger OnInsertRecord(BelowxRec: Boolean): Boolean
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
    begin
        CollectInput();
        DataverseSetupMgt.Create(TempInput, ChangedFields, CDSConnectionSetup);
        SetMark();
        ShowStored();
        exit(false);
    end;

    trigger OnModifyRecord(): Boolean
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
    begin
        CollectInput();
        DataverseSetupMgt.Update(TempInput, ChangedFields, CDSConnectionSetup);
        SetMark();
        ShowStored();
        exit(false);
    end;

    trigger OnDeleteRecord(): Boolean
    begin
        DataverseSetupMgt.Remove();
        exit(false);
    end;

    /// <summary>Enables the connection; see codeunit "BCS Dataverse Setup Mgt.".</summary>
    /// <param name="ActionContext">Result of the action.</param>
    /// <param name="consentAcknowledged">True: the caller has read and accepted what the assisted setup shows as consent.</param>
    [ServiceEnabled]
    procedure enable(var ActionContext: WebServiceActionContext; consentAcknowledged: Boolean)
    begin
        DataverseSetupMgt.Enable(consentAcknowledged);
        SetActionResponse(ActionContext);
    end;

    /// <summary>Disables the connection.</summary>
    /// <param name="ActionContext">Result of the action.</param>
    [ServiceEnabled]
    procedure disable(var ActionContext: WebServiceActionContext)
    begin
        DataverseSetupMgt.Disable();
        SetActionResponse(ActionContext);
    end;

    /// <summary>Fails with the reason unless the connection works and the requirements are met.</summary>
    /// <param name="ActionContext">Result of the action.</param>
    [ServiceEnabled]
    procedure testConnection(var ActionContext: WebServiceActionContext)
    begin
        DataverseSetupMgt.TestConnection();
        SetActionResponse(ActionContext);
    end;

    /// <summary>Resets table mappings and jobs to the defaults.</summary>
    /// <param name="ActionContext">Result of the action.</param>
    [ServiceEnabled]
    procedure resetConfiguration(var ActionContext: WebServiceActionContext)
    begin
        DataverseSetupMgt.ResetConfiguration();
        SetActionResponse(ActionContext);
    end;

    /// <summary>Keeps the settings of all mappings, unless a snapshot is kept already. Call it before disabling anything.</summary>
    /// <param name="ActionContext">Result of the action.</param>
    [ServiceEnabled]
    procedure keepMappingSnapshot(var ActionContext: WebServiceActionContext)
    begin
        MappingSnapshotMgt.Keep();
        SetActionResponse(ActionContext);
    end;

    /// <summary>Deletes the snapshot of the mappings.</summary>
    /// <param name="ActionContext">Result of the action.</param>
    [ServiceEnabled]
    procedure clearMappingSnapshot(var ActionContext: WebServiceActionContext)
    begin
        MappingSnapshotMgt.Remove();
        SetActionResponse(ActionContext);
    end;

    local procedure ReadValues()
    begin
        EnvironmentUrl := Rec."Server Address";
        UserName := Rec."User Name";
        OwnershipModel := OptionMapping.OwnershipModelToApi(Rec);
        BusinessUnitId := Rec."Business Unit Id";
        BusinessUnitName := Rec."Business Unit Name";
        ProxyVersion := Rec."Proxy Version";
        RowMark := Marks.Get(Database::"CDS Connection Setup", Rec.SystemId, NoPartner);
        CreatedByCaller := Rec.SystemCreatedBy = UserSecurityId();
        IsMappingSnapshotKept := MappingSnapshotMgt.IsKept();
        MarkChanged := false;
        Clear(ChangedFields);
    end;

    local procedure CollectInput()
    begin
        TempInput.Init();
        TempInput."Server Address" := EnvironmentUrl;
        TempInput."User Name" := UserName;
        if ChangedFields.Contains(Rec.FieldNo("Ownership Model")) then
            OptionMapping.OwnershipModelFromApi(OwnershipModel, TempInput);
        TempInput."Business Unit Id" := BusinessUnitId;
        TempInput."Business Unit Name" := BusinessUnitName;
        TempInput."Proxy Version" := ProxyVersion;
    end;

    local procedure SetMark()
    begin
        Rec.Get();
        if MarkChanged then
            Marks.Set(Database::"CDS Connection Setup", Rec.SystemId, NoPartner, RowMark);
    end;

    local procedure ShowStored()
    begin
        Rec.Get();
        ReadValues();
    end;

    local procedure SetChanged(FieldNumber: Integer)
    begin
        if not ChangedFields.Contains(FieldNumber) then
            ChangedFields.Add(FieldNumber);
    end;

    local procedure SetActionResponse(var ActionContext: WebServiceActionContext)
    begin
        ActionContext.SetObjectType(ObjectType::Page);
        ActionContext.SetObjectId(Page::"BCS Dataverse Setups API");
        ActionContext.AddEntityKey(Rec.FieldNo(SystemId), Rec.SystemId);
        ActionContext.SetResultCode(WebServiceActionResultCode::Updated);
    end;

    var
        TempInput: Record "CDS Connection Setup" temporary;
        DataverseSetupMgt: Codeunit "BCS Dataverse Setup Mgt.";
        OptionMapping: Codeunit "BCS Option Mapping";
        MappingSnapshotMgt: Codeunit "BCS Mapping Snapshot Mgt.";
        Marks: Codeunit "BCS Marks";
        ChangedFields: List of [Integer];
        NoPartner: Guid;
        RowMark: Guid;
        OwnershipModel: Enum "BCS Ownership Model";
        EnvironmentUrl: Text[250];
        UserName: Text[250];
        BusinessUnitName: Text[160];
        BusinessUnitId: Guid;
        ProxyVersion: Integer;
        CreatedByCaller: Boolean;
        IsMappingSnapshotKept: Boolean;
        MarkChanged: Boolean;
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.Connector;
using BcSales.Integration.Synchronization;
using Microsoft.Integration.D365Sales;

/// <summary>
/// Table 5330 "CRM Connection Setup": at most one row a company. Writable fields are variables of the page: three of the
/// table's OnValidate triggers ask the user, others need a connection.
/// </summary>
page 72811 "BCS Sales Setups API"
{
    PageType = API;
    Caption = 'salesConnectionSetup', Locked = true;
    EntityCaption = 'Sales Connection Setup';
    EntitySetCaption = 'Sales Connection Setups';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'salesConnectionSetup';
    EntitySetName = 'salesConnectionSetups';
    SourceTable = "CRM Connection Setup";
    ODataKeyFields = SystemId;
    DelayedInsert = true;
    Extensible = false;
    Permissions = tabledata "CRM Connection Setup" = rimd,
                  tabledata "BCS Connector State" = r;

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
                field(businessCentralUrl; BusinessCentralUrl)
                {
                    Caption = 'businessCentralUrl', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("Dynamics NAV URL"));
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
                field(isSolutionInstalled; Rec."Is CRM Solution Installed")
                {
                    Caption = 'isSolutionInstalled', Locked = true;
                    Editable = false;
                }
                field(crmVersion; Rec."CRM Version")
                {
                    Caption = 'crmVersion', Locked = true;
                    Editable = false;
                }
                field(itemAvailabilityEnabled; ItemAvailabilityEnabled)
                {
                    Caption = 'itemAvailabilityEnabled', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("Item Availability Enabled"));
                    end;
                }
                field(legacySalesOrders; LegacySalesOrders)
                {
                    Caption = 'legacySalesOrders', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("Is S.Order Integration Enabled"));
                    end;
                }
                field(autoCreateSalesOrders; AutoCreateSalesOrders)
                {
                    Caption = 'autoCreateSalesOrders', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("Auto Create Sales Orders"));
                    end;
                }
                field(autoProcessSalesQuotes; AutoProcessSalesQuotes)
                {
                    Caption = 'autoProcessSalesQuotes', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("Auto Process Sales Quotes"));
                    end;
                }
                field(bidirectionalSalesOrders; BidirectionalSalesOrders)
                {
                    Caption = 'bidirectionalSalesOrders', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("Bidirectional Sales Order Int."));
                    end;
                }
                field(unitGroupMappingEnabled; UnitGroupMappingEnabled)
                {
                    Caption = 'unitGroupMappingEnabled', Locked = true;

                    trigger OnValidate()
                    begin
                        SetChanged(Rec.FieldNo("Unit Group Mapping Enabled"));
                    end;
                }
                field(disableReason; Rec."Disable Reason")
                {
                    Caption = 'disableReason', Locked = true;
                    Editable = false;
                }
                field(isIncomplete; IsIncomplete)
                {
                    Caption = 'isIncomplete', Locked = true;
                    Editable = false;
                }
                field(lastRunId; LastRunId)
                {
                    Caption = 'lastRunId', Locked = true;
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
        CRMConnectionSetup: Record "CRM Connection Setup";
    begin
        CollectInput();
        SalesSetupMgt.Create(TempInput, ChangedFields, CRMConnectionSetup);
        SetMark();
        ShowStored();
        exit(false);
    end;

    trigger OnModifyRecord(): Boolean
    var
        CRMConnectionSetup: Record "CRM Connection Setup";
    begin
        CollectInput();
        SalesSetupMgt.Update(TempInput, ChangedFields, CRMConnectionSetup);
        SetMark();
        ShowStored();
        exit(false);
    end;

    trigger OnDeleteRecord(): Boolean
    begin
        SalesSetupMgt.Remove();
        exit(false);
    end;

    /// <summary>Enables the connection with the URL and the user of the Dataverse connection.</summary>
    /// <param name="ActionContext">Result of the action.</param>
    [ServiceEnabled]
    procedure enable(var ActionContext: WebServiceActionContext)
    begin
        SalesSetupMgt.Enable();
        SetActionResponse(ActionContext);
    end;

    /// <summary>Disables the connection.</summary>
    /// <param name="ActionContext">Result of the action.</param>
    [ServiceEnabled]
    procedure disable(var ActionContext: WebServiceActionContext)
    begin
        SalesSetupMgt.Disable();
        SetActionResponse(ActionContext);
    end;

    /// <summary>Fails with the reason unless the connection works and the requirements are met.</summary>
    /// <param name="ActionContext">Result of the action.</param>
    [ServiceEnabled]
    procedure testConnection(var ActionContext: WebServiceActionContext)
    begin
        SalesSetupMgt.TestConnection();
        SetActionResponse(ActionContext);
    end;

    /// <summary>Resets the Sales table mappings and jobs to the defaults.</summary>
    /// <param name="ActionContext">Result of the action.</param>
    [ServiceEnabled]
    procedure resetConfiguration(var ActionContext: WebServiceActionContext)
    begin
        SalesSetupMgt.ResetConfiguration();
        SetActionResponse(ActionContext);
    end;

    /// <summary>Replaces the review lines of the full synchronization with new ones.</summary>
    /// <param name="ActionContext">Result of the action.</param>
    [ServiceEnabled]
    procedure generateFullSynchronizationReview(var ActionContext: WebServiceActionContext)
    begin
        FullSynchMgt.GenerateReview();
        SetActionResponse(ActionContext);
    end;

    /// <summary>Starts the full synchronization; see codeunit "BCS Full Synch. Mgt.".</summary>
    /// <param name="ActionContext">Result of the action.</param>
    /// <param name="runId">Chosen by the caller. A repeated call with the same id starts nothing.</param>
    /// <param name="mappingNames">Names of the review's lines, separated by |, a comma or a semicolon; empty for all.</param>
    [ServiceEnabled]
    procedure startFullSynchronization(var ActionContext: WebServiceActionContext; runId: Guid; mappingNames: Text)
    begin
        FullSynchMgt.Start(runId, mappingNames);
        SetActionResponse(ActionContext);
    end;

    local procedure ReadValues()
    var
        ConnectorState: Record "BCS Connector State";
    begin
        EnvironmentUrl := Rec."Server Address";
        UserName := Rec."User Name";
        // Stored with the company's parameter; sent and shown without.
        BusinessCentralUrl := CopyStr(NavConnectionMgt.BaseOf(Rec."Dynamics NAV URL"), 1, MaxStrLen(BusinessCentralUrl));
        ProxyVersion := Rec."Proxy Version";
        ItemAvailabilityEnabled := Rec."Item Availability Enabled";
        LegacySalesOrders := Rec."Is S.Order Integration Enabled";
        AutoCreateSalesOrders := Rec."Auto Create Sales Orders";
        AutoProcessSalesQuotes := Rec."Auto Process Sales Quotes";
        BidirectionalSalesOrders := Rec."Bidirectional Sales Order Int.";
        UnitGroupMappingEnabled := Rec."Unit Group Mapping Enabled";
        ConnectorState.GetOrInit();
        LastRunId := ConnectorState."Last Run Id";
        IsIncomplete := SalesSetupMgt.IsIncomplete(Rec);
        RowMark := Marks.Get(Database::"CRM Connection Setup", Rec.SystemId, NoPartner);
        CreatedByCaller := Rec.SystemCreatedBy = UserSecurityId();
        MarkChanged := false;
        Clear(ChangedFields);
    end;

    local procedure CollectInput()
    begin
        TempInput.Init();
        TempInput."Server Address" := EnvironmentUrl;
        TempInput."User Name" := UserName;
        TempInput."Dynamics NAV URL" := BusinessCentralUrl;
        TempInput."Proxy Version" := ProxyVersion;
        TempInput."Item Availability Enabled" := ItemAvailabilityEnabled;
        TempInput."Is S.Order Integration Enabled" := LegacySalesOrders;
        TempInput."Auto Create Sales Orders" := AutoCreateSalesOrders;
        TempInput."Auto Process Sales Quotes" := AutoProcessSalesQuotes;
        TempInput."Bidirectional Sales Order Int." := BidirectionalSalesOrders;
        TempInput."Unit Group Mapping Enabled" := UnitGroupMappingEnabled;
    end;

    local procedure SetMark()
    begin
        Rec.Get();
        if MarkChanged then
            Marks.Set(Database::"CRM Connection Setup", Rec.SystemId, NoPartner, RowMark);
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
        ActionContext.SetObjectId(Page::"BCS Sales Setups API");
        ActionContext.AddEntityKey(Rec.FieldNo(SystemId), Rec.SystemId);
        ActionContext.SetResultCode(WebServiceActionResultCode::Updated);
    end;

    var
        TempInput: Record "CRM Connection Setup" temporary;
        FullSynchMgt: Codeunit "BCS Full Synch. Mgt.";
        NavConnectionMgt: Codeunit "BCS Nav Connection Mgt.";
        SalesSetupMgt: Codeunit "BCS Sales Setup Mgt.";
        Marks: Codeunit "BCS Marks";
        ChangedFields: List of [Integer];
        NoPartner: Guid;
        RowMark: Guid;
        LastRunId: Guid;
        EnvironmentUrl: Text[250];
        UserName: Text[250];
        BusinessCentralUrl: Text[250];
        ProxyVersion: Integer;
        CreatedByCaller: Boolean;
        MarkChanged: Boolean;
        IsIncomplete: Boolean;
        ItemAvailabilityEnabled: Boolean;
        LegacySalesOrders: Boolean;
        AutoCreateSalesOrders: Boolean;
        AutoProcessSalesQuotes: Boolean;
        BidirectionalSalesOrders: Boolean;
        UnitGroupMappingEnabled: Boolean;
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.Connector;
using Microsoft.Integration.Dataverse;
using System.Environment;

/// <summary>Rules of the two setups that need neither Dataverse nor a stored row. Each error names the API's field and the remedy.</summary>
codeunit 72811 "BCS Setup Validation"
{
    Access = Public;
    Permissions = tabledata "CDS Connection Setup" = r;

    /// <summary>Checks the e-mail address by which Business Central finds the integration user in Dataverse.</summary>
    /// <param name="UserName">The value of userName.</param>
    procedure TestUserName(UserName: Text)
    begin
        // The base application makes the same check ("CDS Integration Impl.".CheckUserName: '@' with Office365), later and without the remedy.
        // It also uses the name as a filter, where these characters have a meaning; no e-mail address in Entra has one of them.
        if (UserName.Trim() = '') or (StrPos(UserName, '@') = 0) or (DelChr(UserName, '=', FilterCharactersTok) <> UserName) then
            Error(Errors.Coded("BCS Error Code"::UserNameInvalid, StrSubstNo(UserNameErr, UserName)));
    end;

    /// <summary>Checks that the business unit is given with id and name, or not at all.</summary>
    /// <param name="BusinessUnitId">The value of businessUnitId.</param>
    /// <param name="BusinessUnitName">The value of businessUnitName.</param>
    procedure TestBusinessUnit(BusinessUnitId: Guid; BusinessUnitName: Text)
    begin
        // "CDS Integration Impl." compares both with the row of Dataverse ("Business unit in BC does not match ...").
        if IsNullGuid(BusinessUnitId) <> (BusinessUnitName = '') then
            Error(Errors.Coded("BCS Error Code"::BusinessUnitIncomplete, BusinessUnitErr));
    end;

    /// <summary>Checks that no other company of this environment is coupled to the business unit.</summary>
    /// <param name="BusinessUnitId">The value of businessUnitId.</param>
    procedure TestBusinessUnitFree(BusinessUnitId: Guid)
    var
        Company: Record Company;
        CoupledBusinessUnit: RecordRef;
    begin
        if IsNullGuid(BusinessUnitId) then
            exit;
        Company.Get(CompanyName());
        // Table 7201 "CDS Coupled Business Unit" has Access = Internal, so it cannot be named here; fields 1 "Company Id" and
        // 2 "Business Unit Id". Its OnValidate asks for confirmation in this case, which a session without a user interface
        // answers with an error that names neither company nor business unit: refuse before.
        CoupledBusinessUnit.Open(7201);
        if not CoupledBusinessUnit.ReadPermission() then
            exit;
        CoupledBusinessUnit.Field(1).SetFilter('<>%1', Company.SystemId);
        CoupledBusinessUnit.Field(2).SetRange(BusinessUnitId);
        if not CoupledBusinessUnit.IsEmpty() then
            Error(Errors.Coded("BCS Error Code"::BusinessUnitTaken, StrSubstNo(BusinessUnitCoupledErr, BusinessUnitId)));
    end;

    /// <summary>Checks that the ownership model is chosen.</summary>
    /// <param name="OwnershipModel">The value of ownershipModel.</param>
    procedure TestOwnershipModel(OwnershipModel: Enum "BCS Ownership Model")
    begin
        if OwnershipModel = "BCS Ownership Model"::" " then
            Error(Errors.Coded("BCS Error Code"::OwnershipModelMissing, OwnershipModelErr));
    end;

    /// <summary>Fails unless the stored Dataverse connection setup is enabled.</summary>
    procedure TestDataverseEnabled()
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
    begin
        if CDSConnectionSetup.Get() then
            if CDSConnectionSetup."Is Enabled" then
                exit;
        Error(Errors.Coded("BCS Error Code"::DataverseDisabled, DataverseDisabledErr));
    end;

    /// <summary>Checks the combination of the sales order settings, as page "CRM Connection Setup" allows it.</summary>
    /// <param name="LegacySalesOrders">The value of legacySalesOrders.</param>
    /// <param name="AutoCreateSalesOrders">The value of autoCreateSalesOrders.</param>
    /// <param name="BidirectionalSalesOrders">The value of bidirectionalSalesOrders.</param>
    procedure TestSalesOrderSettings(LegacySalesOrders: Boolean; AutoCreateSalesOrders: Boolean; BidirectionalSalesOrders: Boolean)
    begin
        // Page "CRM Connection Setup": "Auto Create Sales Orders" is editable only while "Is S.Order Integration Enabled" is on,
        // "Bidirectional Sales Order Int." only while it is off.
        if AutoCreateSalesOrders and not LegacySalesOrders then
            Error(Errors.Coded("BCS Error Code"::AutoCreateWithoutLegacyOrders, AutoCreateErr));
        if BidirectionalSalesOrders and LegacySalesOrders then
            Error(Errors.Coded("BCS Error Code"::BidirectionalWithLegacyOrders, BidirectionalErr));
    end;

    /// <summary>Fails when a field that must not change while the setup is enabled gets another value.</summary>
    /// <param name="FieldName">The API's name of the field.</param>
    /// <param name="IsEnabled">Is the setup enabled?</param>
    /// <param name="Changes">Does the value differ from the stored one?</param>
    procedure TestMayChange(FieldName: Text; IsEnabled: Boolean; Changes: Boolean)
    begin
        if IsEnabled and Changes then
            Error(Errors.Coded("BCS Error Code"::ChangedWhileEnabled, StrSubstNo(EnabledErr, FieldName)));
    end;

    var
        Errors: Codeunit "BCS Errors";
        FilterCharactersTok: Label '*?|&<>=()"', Locked = true;
        UserNameErr: Label 'userName "%1" is not an e-mail address. Send the internal e-mail address of the integration user in Dataverse.', Comment = '%1 = the user name';
        BusinessUnitErr: Label 'businessUnitId and businessUnitName belong together. Send both, or neither.';
        BusinessUnitCoupledErr: Label 'businessUnitId %1 is already coupled to another company of this environment. Send the business unit of this company, or remove the connection setup of the other company first.', Comment = '%1 = the id';
        OwnershipModelErr: Label 'ownershipModel is blank. Send Team or Person.';
        DataverseDisabledErr: Label 'The Dataverse connection is not enabled. Call the action enable of dataverseConnectionSetups first.';
        AutoCreateErr: Label 'autoCreateSalesOrders needs legacySalesOrders. Set legacySalesOrders to true, or autoCreateSalesOrders to false.';
        BidirectionalErr: Label 'bidirectionalSalesOrders excludes legacySalesOrders. Set one of them to false.';
        EnabledErr: Label '%1 cannot be changed while the setup is enabled. Call the action disable first, then change it, then call enable.', Comment = '%1 = the field';
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using Microsoft.Integration.D365Sales;
using Microsoft.Integration.Dataverse;

/// <summary>
/// The checks of "CDS Integration Impl.".CheckIntegrationRequirements, which is [Scope('OnPrem')] and so not callable
/// from a cloud extension, over the same tables of type CRM. They only read.
/// </summary>
codeunit 72813 "BCS Dataverse Check"
{
    Access = Public;
    Permissions = tabledata "CDS Connection Setup" = r,
                  tabledata "CRM Systemuser" = r,
                  tabledata "CRM Systemuserroles" = r,
                  tabledata "CDS Company" = r,
                  tabledata "CRM Team" = r;

    /// <summary>Registers and activates the connection of the enabled setup, and fails with Dataverse's own text when it does not answer.</summary>
    procedure Connect()
    var
        CDSIntegrationMgt: Codeunit "CDS Integration Mgt.";
    begin
        // Read: RegisterConnection and ActivateConnection of "CDS Integration Impl." do nothing unless the stored setup is
        // enabled; they take the credentials from Business Central's key vault. No dialog.
        CDSIntegrationMgt.RegisterConnection();
        CDSIntegrationMgt.ActivateConnection();
        // Read: TestConnection = TestActiveConnection, a try function that reads Dataverse tables and drops the error;
        // the user is read first, so that the caller sees why.
        if not TryReadUsers() then
            Error(ConnectionErr, GetLastErrorText());
        if not CDSIntegrationMgt.TestConnection() then
            Error(ConnectionErr, GetLastErrorText());
    end;

    /// <summary>Fails unless solution, integration user, role, company row and owning team are as the integration needs them.</summary>
    /// <param name="CDSConnectionSetup">The enabled setup.</param>
    procedure TestRequirements(CDSConnectionSetup: Record "CDS Connection Setup")
    var
        CDSIntegrationMgt: Codeunit "CDS Integration Mgt.";
    begin
        // Read: IsSolutionInstalled reads solution rows by unique name. No dialog.
        if not CDSIntegrationMgt.IsSolutionInstalled() then
            Error(SolutionErr);
        TestIntegrationUser(CDSConnectionSetup);
        TestCompany(CDSConnectionSetup);
    end;

    [TryFunction]
    local procedure TryReadUsers()
    var
        CRMSystemuser: Record "CRM Systemuser";
    begin
        // As "CRM Connection Setup".TryReadSystemUsers.
        CRMSystemuser.FindFirst();
    end;

    local procedure TestIntegrationUser(CDSConnectionSetup: Record "CDS Connection Setup")
    var
        CRMSystemuser: Record "CRM Systemuser";
        CRMSystemuserroles: Record "CRM Systemuserroles";
        BaseRoleId: Guid;
    begin
        // "CDS Integration Impl.".FilterUser finds the user by the same filter, and checks nothing when there is none.
        CRMSystemuser.SetFilter(InternalEMailAddress, '@' + CDSConnectionSetup."User Name");
        if not CRMSystemuser.FindFirst() then
            Error(UserMissingErr, CDSConnectionSetup."User Name");
        if CRMSystemuser.IsDisabled then
            Error(UserDisabledErr, CDSConnectionSetup."User Name");
        CRMSystemuserroles.SetRange(SystemUserId, CRMSystemuser.SystemUserId);
        Evaluate(BaseRoleId, BaseRoleIdTok);
        CRMSystemuserroles.SetRange(RoleId, BaseRoleId);
        if CRMSystemuserroles.IsEmpty() then
            Error(RoleErr, CDSConnectionSetup."User Name", BaseRoleIdTok);
    end;

    local procedure TestCompany(CDSConnectionSetup: Record "CDS Connection Setup")
    var
        CDSCompany: Record "CDS Company";
        CRMTeam: Record "CRM Team";
        CDSIntegrationMgt: Codeunit "CDS Integration Mgt.";
    begin
        // Read: GetCDSCompany finds bcbi_company by the company's SystemId. No dialog.
        if not CDSIntegrationMgt.GetCDSCompany(CDSCompany) then
            Error(CompanyErr);
        if not CRMTeam.Get(CDSCompany.DefaultOwningTeam) then
            Error(TeamErr, CDSCompany.DefaultOwningTeam);
        if CRMTeam.BusinessUnitId <> CDSConnectionSetup."Business Unit Id" then
            Error(BusinessUnitErr, CDSConnectionSetup."Business Unit Id", CRMTeam.BusinessUnitId);
    end;

    var
        BaseRoleIdTok: Label '{a2b18661-9ff5-e911-a812-000d3a0b9028}', Locked = true;
        ConnectionErr: Label 'Dataverse does not answer at environmentUrl, or refuses Business Central: %1', Comment = '%1 = the error of the connection';
        SolutionErr: Label 'The base integration solution (bcbi_CdsBaseIntegration) is not installed in the Dataverse environment. Import it first.';
        UserMissingErr: Label 'userName: no user of the Dataverse environment has the internal e-mail address %1. Create the integration user, or correct userName.', Comment = '%1 = the e-mail address';
        UserDisabledErr: Label 'userName: the user %1 is disabled in Dataverse. Enable it.', Comment = '%1 = the e-mail address';
        RoleErr: Label 'userName: the user %1 does not have the security role "Business Central Dataverse Integration" (%2). Assign it.', Comment = '%1 = the e-mail address, %2 = the id of the role';
        CompanyErr: Label 'Dataverse has no company row (bcbi_company) for this company. Create it, with its business unit and its owning team.';
        TeamErr: Label 'The default owning team %1 of this company does not exist in Dataverse. Correct the company row (bcbi_company).', Comment = '%1 = the id of the team';
        BusinessUnitErr: Label 'businessUnitId %1 is not the business unit of this company''s owning team, which is %2. Correct businessUnitId and businessUnitName.', Comment = '%1 = the id of the setup, %2 = the id of the team''s business unit';
}

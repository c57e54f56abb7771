// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.Connector;
using Microsoft.Integration.D365Sales;
using Microsoft.Integration.Dataverse;
using System.Environment;

/// <summary>
/// The checks of "CDS Integration Impl.".CheckIntegrationRequirements, which is [Scope('OnPrem')] and so not callable
/// from a cloud extension, over the same tables of type CRM. They only read.
/// </summary>
codeunit 72813 "BCS Dataverse Check"
{
    Access = Public;
    Permissions = tabledata "CDS Connection Setup" = r,
                  tabledata "CRM Businessunit" = r,
                  tabledata "CRM Role" = r,
                  tabledata "CRM Systemuser" = r,
                  tabledata "CRM Systemuserroles" = r,
                  tabledata "CDS Company" = r,
                  tabledata "CDS Teamroles" = r,
                  tabledata "CRM Team" = r;

    /// <summary>Registers and activates the connection of the enabled setup, and fails with Dataverse's own text when it does not answer.</summary>
    procedure Connect()
    var
        CDSIntegrationMgt: Codeunit "CDS Integration Mgt.";
        Connection: Codeunit "BCS Connection";
    begin
        Connection.Activate();
        // Read: TestConnection = TestActiveConnection, a try function that reads Dataverse tables and drops the error;
        // the user is read first, so that the caller sees why.
        if not TryReadUsers() then
            RaiseUnreachable(GetLastErrorText());
        if not CDSIntegrationMgt.TestConnection() then
            RaiseUnreachable(GetLastErrorText());
        Connection.Activate();
    end;

    /// <summary>Fails with the error of the connection.</summary>
    /// <param name="Reason">The error of the connection.</param>
    procedure RaiseUnreachable(Reason: Text)
    begin
        Error(Errors.Coded("BCS Error Code"::DataverseUnreachable, StrSubstNo(ConnectionErr, Reason)));
    end;

    /// <summary>Fails unless solution, integration user, role, company row and owning team are as the integration needs them.</summary>
    /// <param name="CDSConnectionSetup">The enabled setup.</param>
    procedure TestRequirements(CDSConnectionSetup: Record "CDS Connection Setup")
    var
        Connection: Codeunit "BCS Connection";
    begin
        TestSolution();
        Connection.Activate();
        TestIntegrationUser(CDSConnectionSetup);
        TestOwningTeam(CDSConnectionSetup);
    end;

    [TryFunction]
    local procedure TryReadUsers()
    var
        CRMSystemuser: Record "CRM Systemuser";
    begin
        // As "CRM Connection Setup".TryReadSystemUsers.
        CRMSystemuser.FindFirst();
    end;

    local procedure TestSolution()
    var
        CDSIntegrationMgt: Codeunit "CDS Integration Mgt.";
        Version: Text;
        Major: Integer;
    begin
        // Read: GetSolutionVersion reads the solution row by the base solution's unique name. No dialog.
        if not CDSIntegrationMgt.GetSolutionVersion(Version) then
            Error(Errors.Coded("BCS Error Code"::BaseSolutionMissing, StrSubstNo(SolutionErr, SolutionNameTok)));
        // "CDS Integration Impl.".IsSolutionVersionValid requires major version 1 or later.
        if not Evaluate(Major, Version.Split('.').Get(1)) then
            Major := 0;
        if Major < 1 then
            Error(Errors.Coded("BCS Error Code"::BaseSolutionOutdated, StrSubstNo(SolutionVersionErr, Version)));
    end;

    local procedure TestIntegrationUser(CDSConnectionSetup: Record "CDS Connection Setup")
    var
        CRMRole: Record "CRM Role";
        CRMSystemuser: Record "CRM Systemuser";
        CRMSystemuserroles: Record "CRM Systemuserroles";
        SetupValidation: Codeunit "BCS Setup Validation";
        HasBaseRole: Boolean;
    begin
        // "CDS Integration Impl.".FilterUser finds the user without regard to case too, and checks nothing if there is no such
        // user. It passes the name as a filter, in which "*@*" is any user: TestUserName refuses such names, and a stored one
        // is a value here, not a filter.
        SetupValidation.TestUserName(CDSConnectionSetup."User Name");
        CRMSystemuser.SetFilter(InternalEMailAddress, '@%1', CDSConnectionSetup."User Name");
        if not CRMSystemuser.FindFirst() then
            Error(Errors.Coded("BCS Error Code"::UserMissing, StrSubstNo(UserMissingErr, CDSConnectionSetup."User Name")));
        if CRMSystemuser.IsDisabled then
            Error(Errors.Coded("BCS Error Code"::UserDisabled, StrSubstNo(UserDisabledErr, CDSConnectionSetup."User Name", CDSConnectionSetup."Server Address")));
        CRMSystemuserroles.SetRange(SystemUserId, CRMSystemuser.SystemUserId);
        if not CRMSystemuserroles.FindSet() then
            Error(Errors.Coded("BCS Error Code"::UserWithoutRoles, StrSubstNo(UserRolesErr, CDSConnectionSetup."User Name", CDSConnectionSetup."Server Address")));
        repeat
            if CRMRole.Get(CRMSystemuserroles.RoleId) then begin
                if CRMRole.RoleTemplateId = IdOf(AdministratorTemplateIdTok) then
                    Error(Errors.Coded("BCS Error Code"::UserIsAdministrator, StrSubstNo(AdministratorErr, CDSConnectionSetup."User Name", CRMRole.Name, CDSConnectionSetup."Server Address")));
                HasBaseRole := HasBaseRole or (CRMRole.RoleId = IdOf(BaseRoleIdTok));
            end;
        until CRMSystemuserroles.Next() = 0;
        if not HasBaseRole then
            if CRMRole.Get(IdOf(BaseRoleIdTok)) then
                Error(Errors.Coded("BCS Error Code"::UserWithoutBaseRole, StrSubstNo(UserRoleErr, CDSConnectionSetup."User Name", CRMRole.Name, CDSConnectionSetup."Server Address")));
    end;

    local procedure TestOwningTeam(CDSConnectionSetup: Record "CDS Connection Setup")
    var
        CDSCompany: Record "CDS Company";
        CDSTeamroles: Record "CDS Teamroles";
        CRMBusinessunit: Record "CRM Businessunit";
        CRMRole: Record "CRM Role";
        CRMTeam: Record "CRM Team";
        CDSIntegrationMgt: Codeunit "CDS Integration Mgt.";
        RoleName: Text;
    begin
        if not CRMRole.Get(IdOf(BaseRoleIdTok)) then
            Error(Errors.Coded("BCS Error Code"::BaseRoleMissing, StrSubstNo(RoleErr, BaseRoleIdTok)));
        RoleName := CRMRole.Name;
        // Read: GetCDSCompany finds bcbi_company by the company's SystemId. No dialog.
        if not CDSIntegrationMgt.GetCDSCompany(CDSCompany) then
            Error(Errors.Coded("BCS Error Code"::CompanyMissing, StrSubstNo(CompanyErr, ExternalId())));
        if not CRMTeam.Get(CDSCompany.DefaultOwningTeam) then
            Error(Errors.Coded("BCS Error Code"::TeamMissing, StrSubstNo(TeamErr, CDSCompany.DefaultOwningTeam)));
        if not CRMBusinessunit.Get(CRMTeam.BusinessUnitId) then
            Error(Errors.Coded("BCS Error Code"::BusinessUnitUnknown, StrSubstNo(BusinessUnitErr, CRMTeam.BusinessUnitId)));
        if (CRMBusinessunit.BusinessUnitId <> CDSConnectionSetup."Business Unit Id") or (CRMBusinessunit.Name <> CDSConnectionSetup."Business Unit Name") then
            Error(Errors.Coded("BCS Error Code"::BusinessUnitDiffers, StrSubstNo(BusinessUnitDiffersErr, CRMBusinessunit.BusinessUnitId, CRMBusinessunit.Name)));
        // The copy of the role that Dataverse keeps in the business unit.
        CRMRole.Reset();
        CRMRole.SetRange(BusinessUnitId, CRMBusinessunit.BusinessUnitId);
        CRMRole.SetRange(ParentRoleId, IdOf(BaseRoleIdTok));
        if not CRMRole.FindFirst() then
            Error(Errors.Coded("BCS Error Code"::UnitRoleMissing, StrSubstNo(UnitRoleErr, RoleName, CRMBusinessunit.Name)));
        CDSTeamroles.SetRange(TeamId, CRMTeam.TeamId);
        CDSTeamroles.SetRange(RoleId, CRMRole.RoleId);
        if CDSTeamroles.IsEmpty() then
            Error(Errors.Coded("BCS Error Code"::TeamWithoutRole, StrSubstNo(TeamRoleErr, CRMTeam.Name, CRMBusinessunit.Name, RoleName)));
    end;

    local procedure IdOf(Token: Text) Id: Guid
    begin
        Evaluate(Id, Token);
    end;

    local procedure ExternalId(): Text
    var
        Company: Record Company;
    begin
        // As "CDS Integration Impl.".GetCompanyExternalId.
        Company.Get(CompanyName());
        exit(DelChr(Format(Company.SystemId).ToLower(), '=', '{}'));
    end;

    // The texts are the base application's ("CDS Integration Impl."), word for word except for line breaks, so that they can be
    // looked up; the field at fault comes before and the remedy after.
    var
        Errors: Codeunit "BCS Errors";
        SolutionNameTok: Label 'Business Central Dataverse Base Integration', Locked = true;
        BaseRoleIdTok: Label '{A2B18661-9FF5-E911-A812-000D3A0B9028}', Locked = true;
        AdministratorTemplateIdTok: Label '{627090FF-40A3-4053-8790-584EDC5BE201}', Locked = true;
        ConnectionErr: Label 'Dataverse does not answer at environmentUrl, or refuses Business Central: %1', Comment = '%1 = the error of the connection';
        SolutionErr: Label 'Base Dataverse integration solution %1 is not installed. Import the solution bcbi_CdsBaseIntegration into the Dataverse environment.', Comment = '%1 = the name of the solution';
        SolutionVersionErr: Label 'Version of the base Dataverse integration solution %1 is not the last one. Import a later version of bcbi_CdsBaseIntegration.', Comment = '%1 = the version';
        UserMissingErr: Label 'userName: There is no user with email address %1 in Dataverse. Create the integration user, or correct userName.', Comment = '%1 = the e-mail address';
        UserDisabledErr: Label 'userName: User %1 is disabled on server %2. Enable the user in Dataverse.', Comment = '%1 = the e-mail address, %2 = the URL';
        UserRolesErr: Label 'userName: User %1 has no user roles assigned on server %2. Assign the roles of the integration.', Comment = '%1 = the e-mail address, %2 = the URL';
        AdministratorErr: Label 'userName: User %1 has the %2 role on server %3. You must choose a user that does not have the %2 role.', Comment = '%1 = the e-mail address, %2 = the name of the role, %3 = the URL';
        UserRoleErr: Label 'userName: User %1 does not have the required roles on server %3. You must choose a user that has the role %2.', Comment = '%1 = the e-mail address, %2 = the name of the role, %3 = the URL';
        RoleErr: Label 'There is no role with ID %1 in Dataverse. Import the solution bcbi_CdsBaseIntegration again, which brings the role.', Comment = '%1 = the id';
        CompanyErr: Label 'There is no company with external ID %1 in Dataverse. Create its row in bcbi_company, with its business unit and its owning team.', Comment = '%1 = the id of the company';
        TeamErr: Label 'There is no team with ID %1 in Dataverse. Correct the default owning team of the company''s row in bcbi_company.', Comment = '%1 = the id of the team';
        BusinessUnitErr: Label 'There is no business unit with ID %1 in Dataverse. Correct the default owning team of the company''s row in bcbi_company.', Comment = '%1 = the id of the business unit';
        BusinessUnitDiffersErr: Label 'businessUnitId, businessUnitName: Business unit in BC does not match the business unit in Dataverse. Send those of the company''s owning team: %1 and %2.', Comment = '%1 = the id, %2 = the name';
        UnitRoleErr: Label 'There is no integration role %1 for business unit %2. Import the solution bcbi_CdsBaseIntegration again, which gives the role to every business unit.', Comment = '%1 = the name of the role, %2 = the name of the business unit';
        TeamRoleErr: Label 'Team %1 for business unit %2 does not have the required role %3. Assign the role to the team.', Comment = '%1 = the name of the team, %2 = the name of the business unit, %3 = the name of the role';
}

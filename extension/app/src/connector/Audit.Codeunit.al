// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Connector;

/// <summary>
/// Writes to the audit log, which is visible to the tenant's administrators (Microsoft Purview and, as telemetry, in
/// Application Insights). Read in the base application: table "CDS Connection Setup" field "Is Enabled" OnValidate logs
/// consent with the same category, operation 4 and result 0 through codeunit "Audit Log", which calls
/// Session.LogAuditMessage. The platform adds the caller and the time; both are in the text as well, so that the
/// message stands alone.
/// </summary>
codeunit 72802 "BCS Audit"
{
    Access = Public;

    /// <summary>Logs one administrative operation with the caller and the time.</summary>
    /// <param name="Operation">What was done.</param>
    procedure Log(Operation: Text)
    begin
        Session.LogAuditMessage(
            StrSubstNo(AuditLbl, Operation, CompanyName(), UserSecurityId(), Format(CurrentDateTime(), 0, 9)),
            SecurityOperationResult::Success, AuditCategory::ApplicationManagement, 4, 0);
    end;

    var
        AuditLbl: Label 'Business Central Sales Connector: %1 in company %2 by UserSecurityId %3 at %4.', Locked = true;
}

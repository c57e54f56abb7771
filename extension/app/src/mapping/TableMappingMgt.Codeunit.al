// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Mapping;

using BcSales.Integration.Connector;
using BcSales.Integration.Log;
using BcSales.Integration.Setup;
using Microsoft.Integration.SyncEngine;
using System.Threading;

/// <summary>Reads and changes table mappings (table 5335) and their recurring jobs, and runs one mapping.</summary>
codeunit 72830 "BCS Table Mapping Mgt."
{
    Access = Public;
    Permissions = tabledata "Integration Table Mapping" = rm,
                  tabledata "Integration Field Mapping" = rm,
                  tabledata "Job Queue Entry" = rm;

    /// <summary>Is a recurring job of the mapping waiting or running, that is, not on hold?</summary>
    /// <param name="IntegrationTableMapping">The mapping.</param>
    /// <returns>True if so; also false if the mapping has no job.</returns>
    procedure IsSynchronizationEnabled(IntegrationTableMapping: Record "Integration Table Mapping"): Boolean
    var
        JobQueueEntry: Record "Job Queue Entry";
    begin
        FilterJobs(IntegrationTableMapping, JobQueueEntry);
        JobQueueEntry.SetFilter(Status, '<>%1', JobQueueEntry.Status::"On Hold");
        exit(not JobQueueEntry.IsEmpty());
    end;

    /// <summary>Sets the recurring jobs of the mapping to Ready or to On Hold.</summary>
    /// <param name="IntegrationTableMapping">The mapping.</param>
    /// <param name="Enabled">The value of isSynchronizationEnabled.</param>
    procedure SetSynchronizationEnabled(IntegrationTableMapping: Record "Integration Table Mapping"; Enabled: Boolean)
    var
        JobQueueEntry: Record "Job Queue Entry";
    begin
        FilterJobs(IntegrationTableMapping, JobQueueEntry);
        if JobQueueEntry.IsEmpty() then
            if Enabled then
                Error(Errors.Coded("BCS Error Code"::MappingWithoutJob, StrSubstNo(NoJobErr, IntegrationTableMapping.Name)))
            else
                exit;
        // Read: SetStatus locks the entry, creates or cancels its task and modifies it; "CDS Connection Setup" does the same
        // when it is turned on or off. No dialog.
        if JobQueueEntry.FindSet() then
            repeat
                if not Enabled then
                    JobQueueEntry.SetStatus(JobQueueEntry.Status::"On Hold")
                else
                    if JobQueueEntry.Status = JobQueueEntry.Status::"On Hold" then
                        JobQueueEntry.SetStatus(JobQueueEntry.Status::Ready);
            until JobQueueEntry.Next() = 0;
    end;

    /// <summary>Sets the direction of a mapping.</summary>
    /// <param name="IntegrationTableMapping">The mapping; changed, not stored.</param>
    /// <param name="Direction">The value of direction.</param>
    procedure SetDirection(var IntegrationTableMapping: Record "Integration Table Mapping"; Direction: Enum "BCS Mapping Direction")
    begin
        if IntegrationTableMapping.Direction = OptionMapping.DirectionFromApi(Direction) then
            exit;
        // Read: OnValidate of Direction refuses a direction that no enabled field mapping has (its text differs without a user
        // interface), and shows a Message for a multi-company mapping, which is refused before.
        if IntegrationTableMapping."Multi Company Synch. Enabled" and (Direction <> "BCS Mapping Direction"::FromIntegrationTable) then
            Error(Errors.Coded("BCS Error Code"::MappingForSeveralCompanies, StrSubstNo(MultiCompanyErr, IntegrationTableMapping.Name)));
        IntegrationTableMapping.Validate(Direction, OptionMapping.DirectionFromApi(Direction));
    end;

    /// <summary>How many fields of the mapping are used for match-based coupling?</summary>
    /// <param name="MappingName">The name of the mapping.</param>
    /// <returns>The number.</returns>
    procedure CountMatchFields(MappingName: Code[20]): Integer
    var
        IntegrationFieldMapping: Record "Integration Field Mapping";
    begin
        IntegrationFieldMapping.SetRange("Integration Table Mapping Name", MappingName);
        IntegrationFieldMapping.SetRange("Use For Match-Based Coupling", true);
        exit(IntegrationFieldMapping.Count());
    end;

    /// <summary>Schedules one incremental run of the mapping.</summary>
    /// <param name="MappingName">The name of the mapping.</param>
    procedure Synchronize(MappingName: Code[20])
    var
        IntegrationTableMapping: Record "Integration Table Mapping";
        Connection: Codeunit "BCS Connection";
        SetupValidation: Codeunit "BCS Setup Validation";
    begin
        AccessControl.TestAdminister(SynchronizeTok);
        // Read: SynchronizeNow first runs "CRM Integration Management", whose CheckOrEnableCRMConnection fails with an empty
        // error without a user interface if nothing is enabled.
        SetupValidation.TestDataverseEnabled();
        Connection.Activate();
        IntegrationTableMapping.Get(MappingName);
        // Read: SynchronizeNow(false) commits and enqueues a one-off job of codeunit "Integration Synch. Job Runner". No dialog.
        // al-check: allow connection - those tables are read only when an upgrade left "Restore Connection" in table 5330
        IntegrationTableMapping.SynchronizeNow(false);
        Log.Done(ObjectTok, MappingName, 'synchronize');
    end;

    /// <summary>Logs what a PATCH of a mapping changed.</summary>
    /// <param name="Before">The mapping as it was stored.</param>
    /// <param name="WasEnabled">Was its synchronization enabled?</param>
    /// <param name="After">The mapping as it is stored now.</param>
    procedure LogChanges(Before: Record "Integration Table Mapping"; WasEnabled: Boolean; After: Record "Integration Table Mapping")
    begin
        Log.Changed(ObjectTok, After.Name, 'update', 'direction', OptionMapping.DirectionName(Before), OptionMapping.DirectionName(After));
        Log.Changed(ObjectTok, After.Name, 'update', 'synchronizeOnlyCoupledRecords', Format(Before."Synch. Only Coupled Records", 0, 9), Format(After."Synch. Only Coupled Records", 0, 9));
        Log.Changed(ObjectTok, After.Name, 'update', 'updateConflictResolution', OptionMapping.UpdateConflictName(Before), OptionMapping.UpdateConflictName(After));
        Log.Changed(ObjectTok, After.Name, 'update', 'deletionConflictResolution', OptionMapping.DeletionConflictName(Before), OptionMapping.DeletionConflictName(After));
        Log.Changed(ObjectTok, After.Name, 'update', 'createUnmatched', Format(Before."Create New in Case of No Match", 0, 9), Format(After."Create New in Case of No Match", 0, 9));
        Log.Changed(ObjectTok, After.Name, 'update', 'isSynchronizationEnabled', Format(WasEnabled, 0, 9), Format(IsSynchronizationEnabled(After), 0, 9));
    end;

    local procedure FilterJobs(IntegrationTableMapping: Record "Integration Table Mapping"; var JobQueueEntry: Record "Job Queue Entry")
    begin
        JobQueueEntry.SetRange("Object Type to Run", JobQueueEntry."Object Type to Run"::Codeunit);
        JobQueueEntry.SetRange("Object ID to Run", Codeunit::"Integration Synch. Job Runner");
        JobQueueEntry.SetRange("Record ID to Process", IntegrationTableMapping.RecordId());
        JobQueueEntry.SetRange("Recurring Job", true);
    end;

    var
        Errors: Codeunit "BCS Errors";
        AccessControl: Codeunit "BCS Access Control";
        Log: Codeunit "BCS Log";
        OptionMapping: Codeunit "BCS Option Mapping";
        ObjectTok: Label 'tableMapping', Locked = true;
        SynchronizeTok: Label 'run a table mapping', Locked = true;
        NoJobErr: Label 'isSynchronizationEnabled: the mapping %1 has no recurring job. Reset the configuration of the setup that it belongs to, which creates the jobs; some mappings (such as OPPORTUNITY) never have one.', Comment = '%1 = the name of the mapping';
        MultiCompanyErr: Label 'direction: the mapping %1 synchronizes several companies and must stay FromIntegrationTable. Turn multi-company synchronization off first.', Comment = '%1 = the name of the mapping';
}

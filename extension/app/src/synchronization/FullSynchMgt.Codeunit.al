// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Synchronization;

using BcSales.Integration.Connector;
using BcSales.Integration.Log;
using BcSales.Integration.Setup;
using Microsoft.Integration.Dataverse;
using Microsoft.Integration.SyncEngine;
using System.Threading;

/// <summary>Generates the review of the full synchronization (table 5373) and starts it once per run id.</summary>
codeunit 72840 "BCS Full Synch. Mgt."
{
    Access = Public;
    Permissions = tabledata "CDS Connection Setup" = r,
                  tabledata "CRM Full Synch. Review Line" = rimd,
                  tabledata "Integration Table Mapping" = r,
                  tabledata "Job Queue Entry" = r,
                  tabledata "BCS Connector State" = rim;

    /// <summary>Replaces the lines of the last review with new ones, as the assisted setup does.</summary>
    procedure GenerateReview()
    var
        CRMFullSynchReviewLine: Record "CRM Full Synch. Review Line";
        TempLine: Record "CRM Full Synch. Review Line" temporary;
    begin
        AccessControl.TestAdminister(GenerateTok);
        TestConnected();
        Connection.Activate();
        ReadLines(TempLine);
        if FullSynchRules.IsRunning(TempLine) then
            Error(Errors.Coded("BCS Error Code"::SynchronizationRunning, RunningErr));
        // Page "CDS Connection Setup Wizard": DeleteAll(true), Generate, Start. Existing lines would be refreshed only while
        // their status is blank.
        CRMFullSynchReviewLine.DeleteAll(true);
        // Read: Generate() counts records on both sides through the active connection and inserts a line for each mapping
        // that a full synchronization can run. No dialog.
        // al-check: allow connection - those tables are read only when an upgrade left "Restore Connection" in table 5330
        CRMFullSynchReviewLine.Generate();
        Log.Done(ObjectTok, '', 'generateFullSynchronizationReview');
    end;

    /// <summary>Fills lines as GenerateReview would, and stores none. Each has the SystemId of its table mapping, the same in every call.</summary>
    /// <param name="TempLine">The lines; none while the Dataverse connection is off.</param>
    procedure Propose(var TempLine: Record "CRM Full Synch. Review Line" temporary)
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
        TempGenerated: Record "CRM Full Synch. Review Line" temporary;
        IntegrationTableMapping: Record "Integration Table Mapping";
    begin
        if not CDSConnectionSetup.Get() then
            exit;
        if not CDSConnectionSetup."Is Enabled" then
            exit;
        Connection.Activate();
        // Read: as in GenerateReview. Generate() finds and inserts in the record that it is called on, here a temporary one.
        // al-check: allow connection - those tables are read only when an upgrade left "Restore Connection" in table 5330
        TempGenerated.Generate();
        if TempGenerated.FindSet() then
            repeat
                IntegrationTableMapping.Get(TempGenerated.Name);
                TempLine := TempGenerated;
                TempLine.SystemId := IntegrationTableMapping.SystemId;
                TempLine.Insert(false, true);
            until TempGenerated.Next() = 0;
    end;

    /// <summary>Starts the lines that are named. A repeated call with the same run id starts nothing.</summary>
    /// <param name="RunId">Chosen by the caller.</param>
    /// <param name="MappingNames">Names separated by |, a comma or a semicolon; empty for all lines.</param>
    procedure Start(RunId: Guid; MappingNames: Text)
    var
        ConnectorState: Record "BCS Connector State";
        TempLine: Record "CRM Full Synch. Review Line" temporary;
        FullSynchStarter: Codeunit "BCS Full Synch. Starter";
        Names: List of [Code[20]];
        EntryNo: Integer;
        LastRunId: Guid;
        FailureText: Text;
    begin
        AccessControl.TestAdminister(StartTok);
        if IsNullGuid(RunId) then
            Error(Errors.Coded("BCS Error Code"::RunIdMissing, RunIdErr));
        ConnectorState.LockTable();
        ConnectorState.GetOrInit();
        if ConnectorState."Last Run Id" = RunId then
            exit; // a repeated call after a lost response
        TestConnected();
        Connection.Activate();
        ReadLines(TempLine);
        if FullSynchRules.IsRunning(TempLine) then
            Error(Errors.Coded("BCS Error Code"::SynchronizationRunning, RunningErr));
        Names := FullSynchRules.ParseNames(MappingNames);
        FullSynchRules.TestNames(Names, TempLine);
        DeleteLinesNotNamed(Names);

        LastRunId := ConnectorState."Last Run Id";
        ConnectorState."Last Run Id" := RunId;
        ConnectorState.Store();
        EntryNo := Log.Started(ObjectTok, 'startFullSynchronization', 'lastRunId', Format(LastRunId, 0, 4).ToLower(), Format(RunId, 0, 4).ToLower());
        Commit(); // before anything starts: a repeated call with this id must not start it twice

        if FullSynchStarter.Run() then begin
            Log.Finished(EntryNo);
            exit;
        end;
        FailureText := GetLastErrorText();
        ReadLines(TempLine);
        if not AnyStarted(TempLine) then begin
            ConnectorState.Get();
            ConnectorState."Last Run Id" := LastRunId;
            ConnectorState.Store();
        end;
        Log.Failed(EntryNo, FailureText);
        Commit();
        Error(Errors.Coded("BCS Error Code"::SynchronizationNotStarted, StrSubstNo(StartErr, FailureText)));
    end;

    local procedure TestConnected()
    begin
        // Read: IsIntegrationEnabled reads the stored setup. Generate runs "CRM Integration Management", which ends with an
        // empty error without a user interface when nothing is enabled.
        SetupValidation.TestDataverseEnabled();
    end;

    /// <summary>Adds to a line what the base application does not store in it: the job of a coupling, and that a job no longer exists.</summary>
    /// <param name="CRMFullSynchReviewLine">The line; changed, not stored.</param>
    procedure Complete(var CRMFullSynchReviewLine: Record "CRM Full Synch. Review Line")
    var
        JobQueueEntry: Record "Job Queue Entry";
    begin
        // Such a line is done without a job. Start() stores the id of the line before, or none, and the status of that job stays.
        if CRMFullSynchReviewLine."Initial Synch Recommendation" = CRMFullSynchReviewLine."Initial Synch Recommendation"::"No Records Found" then begin
            Clear(CRMFullSynchReviewLine."Job Queue Entry ID");
            CRMFullSynchReviewLine."Job Queue Entry Status" := CRMFullSynchReviewLine."Job Queue Entry Status"::" ";
            exit;
        end;
        // Read: Start() looks for the job of a line "Couple Records" by the mapping, but the job belongs to a copy of the mapping
        // (EnqueueCouplingJob), and leaves an empty id or another line's. The status is set nevertheless, by the
        // copy's "Parent Name" (GetIntTableMappingNameJobQueueEntry).
        if FindJob(CRMFullSynchReviewLine.Name, JobQueueEntry) then begin
            CRMFullSynchReviewLine."Job Queue Entry ID" := JobQueueEntry.ID;
            // As "CRM Full Synch. Review Line".SetJobQueueEntryStatus: 0 is blank there. The id of another line may have brought that
            // one's status.
            CRMFullSynchReviewLine."Job Queue Entry Status" := JobQueueEntry.Status + 1;
            exit;
        end;
        if CRMFullSynchReviewLine."Initial Synch Recommendation" <> CRMFullSynchReviewLine."Initial Synch Recommendation"::"Full Synchronization" then
            Clear(CRMFullSynchReviewLine."Job Queue Entry ID");
        // A line whose job was deleted keeps its last status permanently; it no longer runs.
        if FullSynchRules.IsRunningStatus(CRMFullSynchReviewLine) then
            CRMFullSynchReviewLine."Job Queue Entry Status" := CRMFullSynchReviewLine."Job Queue Entry Status"::Error;
    end;

    local procedure FindJob(MappingName: Code[20]; var JobQueueEntry: Record "Job Queue Entry"): Boolean
    var
        IntegrationTableMapping: Record "Integration Table Mapping";
    begin
        IntegrationTableMapping.SetRange("Parent Name", MappingName);
        IntegrationTableMapping.SetRange("Full Sync is Running", true);
        if IntegrationTableMapping.FindSet() then
            repeat
                JobQueueEntry.SetRange("Record ID to Process", IntegrationTableMapping.RecordId());
                if JobQueueEntry.FindFirst() then
                    exit(true);
            until IntegrationTableMapping.Next() = 0;
        exit(false);
    end;

    local procedure ReadLines(var TempLine: Record "CRM Full Synch. Review Line" temporary)
    var
        CRMFullSynchReviewLine: Record "CRM Full Synch. Review Line";
    begin
        TempLine.Reset();
        TempLine.DeleteAll();
        if CRMFullSynchReviewLine.FindSet() then
            repeat
                TempLine := CRMFullSynchReviewLine;
                Complete(TempLine);
                TempLine.Insert();
            until CRMFullSynchReviewLine.Next() = 0;
    end;

    local procedure DeleteLinesNotNamed(Names: List of [Code[20]])
    var
        CRMFullSynchReviewLine: Record "CRM Full Synch. Review Line";
    begin
        if Names.Count() = 0 then
            exit;
        if CRMFullSynchReviewLine.FindSet(true) then
            repeat
                if not Names.Contains(CRMFullSynchReviewLine.Name) then
                    CRMFullSynchReviewLine.Delete(true);
            until CRMFullSynchReviewLine.Next() = 0;
    end;

    local procedure AnyStarted(var TempLine: Record "CRM Full Synch. Review Line" temporary): Boolean
    begin
        TempLine.Reset();
        TempLine.SetFilter("Job Queue Entry Status", '<>%1', TempLine."Job Queue Entry Status"::" ");
        exit(not TempLine.IsEmpty());
    end;

    var
        Errors: Codeunit "BCS Errors";
        AccessControl: Codeunit "BCS Access Control";
        Connection: Codeunit "BCS Connection";
        Log: Codeunit "BCS Log";
        FullSynchRules: Codeunit "BCS Full Synch. Rules";
        SetupValidation: Codeunit "BCS Setup Validation";
        GenerateTok: Label 'generate the review of the full synchronization', Locked = true;
        StartTok: Label 'start the full synchronization', Locked = true;
        ObjectTok: Label 'fullSynchronization', Locked = true;
        RunIdErr: Label 'runId is empty. Send a new GUID for each run, and the same one when you repeat a call.';
        RunningErr: Label 'A full synchronization of this company is still running. Wait until no line of fullSynchronizationLines is Ready, In Process or Waiting.';
        StartErr: Label 'The full synchronization could not be started: %1', Comment = '%1 = the error';
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Synchronization;

using BcSales.Integration.Connector;
using BcSales.Integration.Setup;
using Microsoft.Integration.Dataverse;
using System.Threading;

/// <summary>Generates the review of the full synchronization (table 5373) and starts it once per run id.</summary>
codeunit 72840 "BCS Full Synch. Mgt."
{
    Access = Public;
    Permissions = tabledata "CRM Full Synch. Review Line" = rimd,
                  tabledata "Job Queue Entry" = r,
                  tabledata "BCS Connector State" = rim;

    /// <summary>Deletes the lines of the last review and generates them anew, as the assisted setup does.</summary>
    procedure GenerateReview()
    var
        CRMFullSynchReviewLine: Record "CRM Full Synch. Review Line";
        TempLine: Record "CRM Full Synch. Review Line" temporary;
    begin
        AccessControl.TestAdminister(GenerateTok);
        TestConnected();
        ReadLines(TempLine);
        if FullSynchRules.IsRunning(TempLine) then
            Error(Errors.Coded("BCS Error Code"::SynchronizationRunning, RunningErr));
        // Page "CDS Connection Setup Wizard": DeleteAll(true), Generate, Start. Existing lines would be refreshed only while
        // their status is blank.
        CRMFullSynchReviewLine.DeleteAll(true);
        // Read: Generate() counts records on both sides through the active connection and inserts a line for each mapping
        // that a full synchronization can run. No dialog.
        CRMFullSynchReviewLine.Generate();
    end;

    /// <summary>Starts the lines that are named. The same run id again starts nothing.</summary>
    /// <param name="RunId">Chosen by the caller.</param>
    /// <param name="MappingNames">Names separated by |, a comma or a semicolon; empty for all lines.</param>
    procedure Start(RunId: Guid; MappingNames: Text)
    var
        ConnectorState: Record "BCS Connector State";
        TempLine: Record "CRM Full Synch. Review Line" temporary;
        FullSynchStarter: Codeunit "BCS Full Synch. Starter";
        Names: List of [Code[20]];
        LastRunId: Guid;
        FailureText: Text;
    begin
        AccessControl.TestAdminister(StartTok);
        if IsNullGuid(RunId) then
            Error(Errors.Coded("BCS Error Code"::RunIdMissing, RunIdErr));
        ConnectorState.LockTable();
        ConnectorState.GetOrInit();
        if ConnectorState."Last Run Id" = RunId then
            exit; // a repeated call after a lost answer
        TestConnected();
        ReadLines(TempLine);
        if FullSynchRules.IsRunning(TempLine) then
            Error(Errors.Coded("BCS Error Code"::SynchronizationRunning, RunningErr));
        Names := FullSynchRules.ParseNames(MappingNames);
        FullSynchRules.TestNames(Names, TempLine);
        DeleteLinesNotNamed(Names);

        LastRunId := ConnectorState."Last Run Id";
        ConnectorState."Last Run Id" := RunId;
        ConnectorState.Store();
        Commit(); // before anything starts: whoever asks again with this id must not start it twice

        if FullSynchStarter.Run() then begin
            Audit.Log(StrSubstNo(StartedTok, RunId));
            exit;
        end;
        FailureText := GetLastErrorText();
        ReadLines(TempLine);
        if not AnyStarted(TempLine) then begin
            ConnectorState.Get();
            ConnectorState."Last Run Id" := LastRunId;
            ConnectorState.Store();
            Commit();
        end;
        Error(Errors.Coded("BCS Error Code"::SynchronizationNotStarted, StrSubstNo(StartErr, FailureText)));
    end;

    local procedure TestConnected()
    var
        CDSIntegrationMgt: Codeunit "CDS Integration Mgt.";
    begin
        // Read: IsIntegrationEnabled reads the stored setup. Generate runs "CRM Integration Management", which ends with an
        // empty error without a user interface when nothing is enabled.
        SetupValidation.TestDataverseEnabled();
        // Read: both work on the stored, enabled setup. No dialog.
        CDSIntegrationMgt.RegisterConnection();
        CDSIntegrationMgt.ActivateConnection();
    end;

    local procedure ReadLines(var TempLine: Record "CRM Full Synch. Review Line" temporary)
    var
        CRMFullSynchReviewLine: Record "CRM Full Synch. Review Line";
        JobQueueEntry: Record "Job Queue Entry";
    begin
        TempLine.Reset();
        TempLine.DeleteAll();
        if CRMFullSynchReviewLine.FindSet() then
            repeat
                TempLine := CRMFullSynchReviewLine;
                // A line whose job was deleted keeps its last status for good; it runs no more.
                if TempLine."Job Queue Entry Status" in [TempLine."Job Queue Entry Status"::Ready, TempLine."Job Queue Entry Status"::"In Process", TempLine."Job Queue Entry Status"::Waiting] then
                    if not JobQueueEntry.Get(TempLine."Job Queue Entry ID") then
                        TempLine."Job Queue Entry Status" := TempLine."Job Queue Entry Status"::Error;
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
        Audit: Codeunit "BCS Audit";
        FullSynchRules: Codeunit "BCS Full Synch. Rules";
        SetupValidation: Codeunit "BCS Setup Validation";
        GenerateTok: Label 'generate the review of the full synchronization', Locked = true;
        StartTok: Label 'start the full synchronization', Locked = true;
        StartedTok: Label 'the full synchronization %1 was started', Comment = '%1 = the run id', Locked = true;
        RunIdErr: Label 'runId is empty. Send a new GUID for each run, and the same one when you repeat a call.';
        RunningErr: Label 'A full synchronization of this company is still running. Wait until no line of fullSynchronizationLines is Ready, In Process or Waiting.';
        StartErr: Label 'The full synchronization could not be started: %1', Comment = '%1 = the error';
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Synchronization;

using BcSales.Integration.Connector;
using Microsoft.Integration.Dataverse;

/// <summary>The rules of starting a full synchronization, over review lines that may be temporary.</summary>
codeunit 72842 "BCS Full Synch. Rules"
{
    Access = Public;

    /// <summary>Splits the parameter mappingNames.</summary>
    /// <param name="MappingNames">Names separated by |, a comma or a semicolon.</param>
    /// <returns>The names, without spaces around them, in upper case, each once.</returns>
    procedure ParseNames(MappingNames: Text) Names: List of [Code[20]]
    var
        MappingName: Code[20];
        Part: Text;
    begin
        foreach Part in MappingNames.Split('|', ',', ';') do begin
            if StrLen(Part.Trim()) > MaxStrLen(MappingName) then
                Error(Errors.Coded("BCS Error Code"::MappingNameUnknown, StrSubstNo(UnknownNameErr, Part.Trim())));
            MappingName := CopyStr(Part.Trim().ToUpper(), 1, MaxStrLen(MappingName));
            if (MappingName <> '') and (not Names.Contains(MappingName)) then
                Names.Add(MappingName);
        end;
    end;

    /// <summary>Fails when a named mapping has no line, or depends on one that is neither named nor finished. Salespeople need not be named: their full synchronization makes a salesperson of each user without a coupling, and other mappings need the couplings alone.</summary>
    /// <param name="Names">The names; empty stands for all lines.</param>
    /// <param name="TempLine">The lines of the review.</param>
    procedure TestNames(Names: List of [Code[20]]; var TempLine: Record "CRM Full Synch. Review Line" temporary)
    var
        Name: Code[20];
    begin
        TempLine.Reset();
        if TempLine.IsEmpty() then
            Error(Errors.Coded("BCS Error Code"::ReviewMissing, NoReviewErr));
        foreach Name in Names do begin
            if not TempLine.Get(Name) then
                Error(Errors.Coded("BCS Error Code"::MappingNameUnknown, StrSubstNo(UnknownNameErr, Name)));
            TestDependencies(Name, TempLine."Dependency Filter", Names, TempLine);
        end;
    end;

    /// <summary>Is one of the lines waiting for its job or running?</summary>
    /// <param name="TempLine">The lines of the review.</param>
    /// <returns>True if so.</returns>
    procedure IsRunning(var TempLine: Record "CRM Full Synch. Review Line" temporary): Boolean
    var
        Running: Boolean;
    begin
        TempLine.Reset();
        TempLine.SetFilter("Job Queue Entry Status", '%1|%2|%3',
            TempLine."Job Queue Entry Status"::Ready, TempLine."Job Queue Entry Status"::"In Process", TempLine."Job Queue Entry Status"::Waiting);
        Running := not TempLine.IsEmpty();
        TempLine.Reset();
        exit(Running);
    end;

    /// <summary>Does the status of the line say that its job is waiting or running?</summary>
    /// <param name="CRMFullSynchReviewLine">The line.</param>
    /// <returns>True if so.</returns>
    procedure IsRunningStatus(CRMFullSynchReviewLine: Record "CRM Full Synch. Review Line"): Boolean
    begin
        exit(CRMFullSynchReviewLine."Job Queue Entry Status" in [
            CRMFullSynchReviewLine."Job Queue Entry Status"::Ready, CRMFullSynchReviewLine."Job Queue Entry Status"::"In Process", CRMFullSynchReviewLine."Job Queue Entry Status"::Waiting]);
    end;

    local procedure TestDependencies(Name: Code[20]; DependencyFilter: Text; Names: List of [Code[20]]; var TempLine: Record "CRM Full Synch. Review Line" temporary)
    var
        DependencyName: Text;
        Dependency: Code[20];
    begin
        foreach DependencyName in DependencyFilter.Split('|') do begin
            Dependency := CopyStr(DependencyName.Trim().ToUpper(), 1, MaxStrLen(Dependency));
            // As "CRM Full Synch. Review Line".AreAllParentalJobsFinished: a dependency without a line, a finished one and one
            // without records block nothing.
            if (not (Dependency in ['', SalespeopleTok])) and (not Names.Contains(Dependency)) then
                if TempLine.Get(Dependency) then
                    if not IsSatisfied(TempLine) then
                        Error(Errors.Coded("BCS Error Code"::DependencyNotNamed, StrSubstNo(DependencyErr, Name, Dependency)));
        end;
    end;

    local procedure IsSatisfied(var TempLine: Record "CRM Full Synch. Review Line" temporary): Boolean
    begin
        exit(
            (TempLine."Job Queue Entry Status" = TempLine."Job Queue Entry Status"::Finished) or
            (TempLine."Initial Synch Recommendation" = TempLine."Initial Synch Recommendation"::"No Records Found"));
    end;

    var
        Errors: Codeunit "BCS Errors";
        SalespeopleTok: Label 'SALESPEOPLE', Locked = true;
        NoReviewErr: Label 'There are no review lines. Call the action generateFullSynchronizationReview first.';
        UnknownNameErr: Label 'mappingNames: the review has no line %1. Read fullSynchronizationLines for the names.', Comment = '%1 = the name';
        DependencyErr: Label 'mappingNames: %1 depends on %2, which is neither named nor finished. Name %2 as well.', Comment = '%1 = the name of the mapping, %2 = the name that it depends on';
}

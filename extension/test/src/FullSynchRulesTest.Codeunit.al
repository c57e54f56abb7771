// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Test;

using BcSales.Integration.Synchronization;
using Microsoft.Integration.Dataverse;

codeunit 72903 "BCS Full Synch. Rules Test"
{
    Subtype = Test;
    Access = Public;

    [Test]
    procedure NamesAreSplitTrimmedAndUnique()
    var
        Names: List of [Code[20]];
    begin
        Names := FullSynchRules.ParseNames('customer | VENDOR,CUSTOMER,| PAYMENT TERMS ');
        Check.AreEqual('3', Format(Names.Count()));
        Check.IsTrue(Names.Contains('CUSTOMER') and Names.Contains('VENDOR') and Names.Contains('PAYMENT TERMS'), 'three names');
        Names := FullSynchRules.ParseNames('');
        Check.AreEqual('0', Format(Names.Count()));
    end;

    [Test]
    procedure UnknownNameIsRefused()
    var
        TempLine: Record "CRM Full Synch. Review Line" temporary;
    begin
        AddLine(TempLine, 'CURRENCY', '', TempLine."Job Queue Entry Status"::" ", TempLine."Initial Synch Recommendation"::"Couple Records");
        asserterror FullSynchRules.TestNames(FullSynchRules.ParseNames('CUSTOMER'), TempLine);
        Check.LastErrorNames('CUSTOMER');
    end;

    [Test]
    procedure DependencyMustBeNamedOrFinished()
    var
        TempLine: Record "CRM Full Synch. Review Line" temporary;
    begin
        AddLine(TempLine, 'CURRENCY', '', TempLine."Job Queue Entry Status"::" ", TempLine."Initial Synch Recommendation"::"Couple Records");
        AddLine(TempLine, 'CUSTOMER', 'SALESPEOPLE|CURRENCY', TempLine."Job Queue Entry Status"::" ", TempLine."Initial Synch Recommendation"::"Full Synchronization");
        FullSynchRules.TestNames(FullSynchRules.ParseNames('CUSTOMER|CURRENCY'), TempLine);
        asserterror FullSynchRules.TestNames(FullSynchRules.ParseNames('CUSTOMER'), TempLine);
        Check.LastErrorNames('CURRENCY');
        TempLine.Get('CURRENCY');
        TempLine."Job Queue Entry Status" := TempLine."Job Queue Entry Status"::Finished;
        TempLine.Modify();
        FullSynchRules.TestNames(FullSynchRules.ParseNames('CUSTOMER'), TempLine);
    end;

    [Test]
    procedure DependencyWithoutRecordsIsSatisfied()
    var
        TempLine: Record "CRM Full Synch. Review Line" temporary;
    begin
        AddLine(TempLine, 'CURRENCY', '', TempLine."Job Queue Entry Status"::" ", TempLine."Initial Synch Recommendation"::"No Records Found");
        AddLine(TempLine, 'CUSTOMER', 'CURRENCY', TempLine."Job Queue Entry Status"::" ", TempLine."Initial Synch Recommendation"::"Full Synchronization");
        FullSynchRules.TestNames(FullSynchRules.ParseNames('CUSTOMER'), TempLine);
    end;

    [Test]
    procedure SalespeopleNeedNotBeNamed()
    var
        TempLine: Record "CRM Full Synch. Review Line" temporary;
    begin
        AddLine(TempLine, 'SALESPEOPLE', '', TempLine."Job Queue Entry Status"::" ", TempLine."Initial Synch Recommendation"::"Full Synchronization");
        AddLine(TempLine, 'CUSTOMER', 'SALESPEOPLE', TempLine."Job Queue Entry Status"::" ", TempLine."Initial Synch Recommendation"::"Full Synchronization");
        FullSynchRules.TestNames(FullSynchRules.ParseNames('CUSTOMER'), TempLine);
    end;

    [Test]
    procedure ReviewMustExist()
    var
        TempLine: Record "CRM Full Synch. Review Line" temporary;
    begin
        asserterror FullSynchRules.TestNames(FullSynchRules.ParseNames(''), TempLine);
        Check.LastErrorNames('generateFullSynchronizationReview');
    end;

    [Test]
    procedure RunningLinesAreSeen()
    var
        TempLine: Record "CRM Full Synch. Review Line" temporary;
    begin
        AddLine(TempLine, 'CURRENCY', '', TempLine."Job Queue Entry Status"::Finished, TempLine."Initial Synch Recommendation"::"Couple Records");
        Check.IsTrue(not FullSynchRules.IsRunning(TempLine), 'finished is not running');
        AddLine(TempLine, 'CUSTOMER', '', TempLine."Job Queue Entry Status"::"In Process", TempLine."Initial Synch Recommendation"::"Couple Records");
        Check.IsTrue(FullSynchRules.IsRunning(TempLine), 'in process is running');
    end;

    [Test]
    procedure LinesWithoutRecordsHaveNoJob()
    var
        TempLine: Record "CRM Full Synch. Review Line" temporary;
        FullSynchMgt: Codeunit "BCS Full Synch. Mgt.";
    begin
        AddLine(TempLine, 'BCSTEST', '', TempLine."Job Queue Entry Status"::Ready, TempLine."Initial Synch Recommendation"::"No Records Found");
        TempLine."Job Queue Entry ID" := CreateGuid();
        FullSynchMgt.Complete(TempLine);
        Check.IsTrue(IsNullGuid(TempLine."Job Queue Entry ID"), 'the id is another line''s');
        Check.IsTrue(TempLine."Job Queue Entry Status" = TempLine."Job Queue Entry Status"::" ", 'and so is the status');
    end;

    [Test]
    procedure LinesWhoseJobIsGoneHaveFailed()
    var
        TempLine: Record "CRM Full Synch. Review Line" temporary;
        FullSynchMgt: Codeunit "BCS Full Synch. Mgt.";
    begin
        AddLine(TempLine, 'BCSTEST', '', TempLine."Job Queue Entry Status"::"In Process", TempLine."Initial Synch Recommendation"::"Couple Records");
        FullSynchMgt.Complete(TempLine);
        Check.IsTrue(TempLine."Job Queue Entry Status" = TempLine."Job Queue Entry Status"::Error, 'a job that is gone runs no more');
        TempLine."Job Queue Entry Status" := TempLine."Job Queue Entry Status"::Finished;
        FullSynchMgt.Complete(TempLine);
        Check.IsTrue(TempLine."Job Queue Entry Status" = TempLine."Job Queue Entry Status"::Finished, 'a finished one stays finished');
    end;

    local procedure AddLine(var TempLine: Record "CRM Full Synch. Review Line" temporary; Name: Code[20]; DependencyFilter: Text[250]; Status: Option; Recommendation: Option)
    begin
        TempLine.Init();
        TempLine.Name := Name;
        TempLine."Dependency Filter" := DependencyFilter;
        TempLine."Job Queue Entry Status" := Status;
        TempLine."Initial Synch Recommendation" := Recommendation;
        TempLine.Insert();
    end;

    var
        Check: Codeunit "BCS Check";
        FullSynchRules: Codeunit "BCS Full Synch. Rules";
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Test;

using BcSales.Integration.Coupling;
using Microsoft.CRM.Team;
using Microsoft.Integration.Dataverse;

codeunit 72904 "BCS Coupling Rules Test"
{
    Subtype = Test;
    TestPermissions = Disabled;
    Access = Public;

    [Test]
    procedure OnlySupportedTables()
    begin
        Check.IsTrue(CouplingRules.IsSupportedTable(Database::"Salesperson/Purchaser"), 'salespeople');
        Check.IsTrue(CouplingRules.IsSupportedTable(18) and CouplingRules.IsSupportedTable(5050), 'customers and contacts');
        Check.IsTrue(not CouplingRules.IsSupportedTable(36), 'no sales headers');
    end;

    [Test]
    [TransactionModel(TransactionModel::AutoRollback)]
    procedure CouplesAndReadsBack()
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
        SalespersonPurchaser: Record "Salesperson/Purchaser";
        UserId: Guid;
    begin
        UserId := CreateGuid();
        CreateSalesperson(SalespersonPurchaser, 'BCSTEST1');
        CouplingMgt.Couple(13, SalespersonPurchaser.SystemId, UserId, NoMark, CRMIntegrationRecord);
        Check.IsTrue(CRMIntegrationRecord."Table ID" = 13, 'the table is stored');
        Check.IsTrue(CRMIntegrationRecord."CRM ID" = UserId, 'the user is stored');
        Check.AreEqual('BCSTEST1', CouplingRules.RecordKeyOf(13, SalespersonPurchaser.SystemId));
    end;

    [Test]
    [TransactionModel(TransactionModel::AutoRollback)]
    procedure RefusesCoupledRecord()
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
        SalespersonPurchaser: Record "Salesperson/Purchaser";
    begin
        CreateSalesperson(SalespersonPurchaser, 'BCSTEST1');
        CouplingMgt.Couple(13, SalespersonPurchaser.SystemId, CreateGuid(), NoMark, CRMIntegrationRecord);
        asserterror CouplingMgt.Couple(13, SalespersonPurchaser.SystemId, CreateGuid(), NoMark, CRMIntegrationRecord);
        Check.LastErrorNames('is already coupled to');
    end;

    [Test]
    [TransactionModel(TransactionModel::AutoRollback)]
    procedure RefusesCoupledUser()
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
        FirstSalesperson: Record "Salesperson/Purchaser";
        SecondSalesperson: Record "Salesperson/Purchaser";
        UserId: Guid;
    begin
        UserId := CreateGuid();
        CreateSalesperson(FirstSalesperson, 'BCSTEST1');
        CreateSalesperson(SecondSalesperson, 'BCSTEST2');
        CouplingMgt.Couple(13, FirstSalesperson.SystemId, UserId, NoMark, CRMIntegrationRecord);
        asserterror CouplingMgt.Couple(13, SecondSalesperson.SystemId, UserId, NoMark, CRMIntegrationRecord);
        Check.LastErrorNames('is already coupled to');
    end;

    [Test]
    [TransactionModel(TransactionModel::AutoRollback)]
    procedure RecouplingChangesUserAndRow()
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
        OldCoupling: Record "CRM Integration Record";
        SalespersonPurchaser: Record "Salesperson/Purchaser";
        UserId: Guid;
    begin
        UserId := CreateGuid();
        CreateSalesperson(SalespersonPurchaser, 'BCSTEST1');
        CouplingMgt.Couple(13, SalespersonPurchaser.SystemId, CreateGuid(), NoMark, OldCoupling);
        CouplingMgt.Recouple(OldCoupling, UserId, CRMIntegrationRecord);
        Check.IsTrue(CRMIntegrationRecord."CRM ID" = UserId, 'the new user is stored');
        Check.IsTrue(CRMIntegrationRecord.SystemId <> OldCoupling.SystemId, 'the row is a new one');
    end;

    [Test]
    [TransactionModel(TransactionModel::AutoRollback)]
    procedure UncouplingRemovesTheRow()
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
        SalespersonPurchaser: Record "Salesperson/Purchaser";
    begin
        CreateSalesperson(SalespersonPurchaser, 'BCSTEST1');
        CouplingMgt.Couple(13, SalespersonPurchaser.SystemId, CreateGuid(), NoMark, CRMIntegrationRecord);
        CouplingMgt.Uncouple(CRMIntegrationRecord);
        CRMIntegrationRecord.SetRange("Integration ID", SalespersonPurchaser.SystemId);
        Check.IsTrue(CRMIntegrationRecord.IsEmpty(), 'no coupling is left');
    end;

    [Test]
    procedure RefusesUnknownTableAndRecord()
    var
        RecordRef: RecordRef;
    begin
        asserterror CouplingRules.FindRecord(36, CreateGuid(), RecordRef);
        Check.LastErrorNames('tableId');
        asserterror CouplingRules.FindRecord(13, CreateGuid(), RecordRef);
        Check.LastErrorNames('recordId');
    end;

    [Test]
    procedure IdentityFieldsAreInsertOnly()
    var
        EmptyId: Guid;
    begin
        CouplingMgt.RefuseUpdate(EmptyId, 'tableId');
        asserterror CouplingMgt.RefuseUpdate(CreateGuid(), 'tableId');
        Check.LastErrorNames('tableId');
    end;

    local procedure CreateSalesperson(var SalespersonPurchaser: Record "Salesperson/Purchaser"; SalespersonCode: Code[20])
    begin
        SalespersonPurchaser.Init();
        SalespersonPurchaser.Code := SalespersonCode;
        SalespersonPurchaser.Name := SalespersonCode;
        SalespersonPurchaser.Insert();
    end;

    var
        Check: Codeunit "BCS Check";
        CouplingMgt: Codeunit "BCS Coupling Mgt.";
        CouplingRules: Codeunit "BCS Coupling Rules";
        NoMark: Guid;
}

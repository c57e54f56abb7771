// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Test;

using BcSales.Integration.Connector;

codeunit 72908 "BCS Marks Test"
{
    Subtype = Test;
    TestPermissions = Disabled;
    Access = Public;

    [Test]
    [TransactionModel(TransactionModel::AutoRollback)]
    procedure MarksBelongToRecordAndPartner()
    var
        Mark: Guid;
        Nobody: Guid;
        Partner: Guid;
        RecordSystemId: Guid;
    begin
        Mark := CreateGuid();
        Partner := CreateGuid();
        RecordSystemId := CreateGuid();
        Marks.Set(5331, RecordSystemId, Partner, Mark);
        Check.IsTrue(Marks.Get(5331, RecordSystemId, Partner) = Mark, 'the mark is kept');
        Check.IsTrue(IsNullGuid(Marks.Get(5331, RecordSystemId, CreateGuid())), 'another partner has none');
        Check.IsTrue(IsNullGuid(Marks.Get(7200, RecordSystemId, Partner)), 'another table has none');
        Marks.Set(5331, RecordSystemId, Partner, Nobody);
        Check.IsTrue(IsNullGuid(Marks.Get(5331, RecordSystemId, Partner)), 'an empty mark removes it');
        Marks.Remove(5331, RecordSystemId);
    end;

    var
        Check: Codeunit "BCS Check";
        Marks: Codeunit "BCS Marks";
}

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
        RecordId: Guid;
    begin
        Mark := CreateGuid();
        Partner := CreateGuid();
        RecordId := CreateGuid();
        Marks.Set(5331, RecordId, Partner, Mark);
        Check.IsTrue(Marks.Get(5331, RecordId, Partner) = Mark, 'the mark is kept');
        Check.IsTrue(IsNullGuid(Marks.Get(5331, RecordId, CreateGuid())), 'another partner has none');
        Check.IsTrue(IsNullGuid(Marks.Get(7200, RecordId, Partner)), 'another table has none');
        Marks.Set(5331, RecordId, Partner, Nobody);
        Check.IsTrue(IsNullGuid(Marks.Get(5331, RecordId, Partner)), 'an empty mark removes it');
        Marks.Remove(5331, RecordId);
    end;

    var
        Check: Codeunit "BCS Check";
        Marks: Codeunit "BCS Marks";
}

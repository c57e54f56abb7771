// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Test;

using BcSales.Integration.Coupling;

codeunit 72910 "BCS Skipped Couplings Test"
{
    Subtype = Test;
    Access = Public;

    [Test]
    procedure FateOfDeletedRecordsMustBeKnown()
    begin
        SkippedCouplings.TestDeletedRecords('keep');
        SkippedCouplings.TestDeletedRecords('restore');
        SkippedCouplings.TestDeletedRecords('uncouple');
        asserterror SkippedCouplings.TestDeletedRecords('delete');
        Check.LastErrorNames('BCS0707');
    end;

    var
        Check: Codeunit "BCS Check";
        SkippedCouplings: Codeunit "BCS Skipped Couplings";
}

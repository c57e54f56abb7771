// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Connector;

/// <summary>Sets, reads and removes the marks of clients (table "BCS Mark").</summary>
codeunit 72828 "BCS Marks"
{
    Access = Public;
    Permissions = tabledata "BCS Mark" = rimd;

    /// <summary>Marks a record; an empty mark removes the mark.</summary>
    /// <param name="TableId">The table of the record.</param>
    /// <param name="RecordSystemId">Its SystemId.</param>
    /// <param name="PartnerId">The row in Dataverse that it is coupled to; empty for a setup.</param>
    /// <param name="NewMark">The mark.</param>
    procedure Set(TableId: Integer; RecordSystemId: Guid; PartnerId: Guid; NewMark: Guid)
    var
        Mark: Record "BCS Mark";
    begin
        Remove(TableId, RecordSystemId);
        if IsNullGuid(NewMark) then
            exit;
        Mark.Init();
        Mark."Table ID" := TableId;
        Mark."Record System ID" := RecordSystemId;
        Mark."Partner ID" := PartnerId;
        Mark."Client Mark" := NewMark;
        Mark.Insert();
    end;

    /// <summary>The mark of a record.</summary>
    /// <param name="TableId">The table of the record.</param>
    /// <param name="RecordSystemId">Its SystemId.</param>
    /// <param name="PartnerId">The row in Dataverse that it is coupled to; empty for a setup.</param>
    /// <returns>The mark; empty if it has none, or if it was set for another partner.</returns>
    procedure Get(TableId: Integer; RecordSystemId: Guid; PartnerId: Guid) Found: Guid
    var
        Mark: Record "BCS Mark";
    begin
        if Mark.Get(TableId, RecordSystemId) then
            if Mark."Partner ID" = PartnerId then
                Found := Mark."Client Mark";
    end;

    /// <summary>Removes the mark of a record, if it has one.</summary>
    /// <param name="TableId">The table of the record.</param>
    /// <param name="RecordSystemId">Its SystemId.</param>
    procedure Remove(TableId: Integer; RecordSystemId: Guid)
    var
        Mark: Record "BCS Mark";
    begin
        if Mark.Get(TableId, RecordSystemId) then
            Mark.Delete();
    end;
}

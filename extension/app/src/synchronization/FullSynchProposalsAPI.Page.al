// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Synchronization;

using Microsoft.Integration.Dataverse;

/// <summary>The lines that a new review of the full synchronization would have. They exist only in memory: reading them leaves the lines of the last review, and the run that they show, as they are.</summary>
page 72843 "BCS Full Synch. Proposals API"
{
    PageType = API;
    Caption = 'fullSynchronizationProposal', Locked = true;
    EntityCaption = 'Full Synchronization Proposal';
    EntitySetCaption = 'Full Synchronization Proposals';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'fullSynchronizationProposal';
    EntitySetName = 'fullSynchronizationProposals';
    SourceTable = "CRM Full Synch. Review Line";
    SourceTableTemporary = true;
    ODataKeyFields = SystemId;
    DelayedInsert = true;
    Extensible = false;
    Editable = false;
    InsertAllowed = false;
    ModifyAllowed = false;
    DeleteAllowed = false;

    layout
    {
        area(Content)
        {
            repeater(Records)
            {
                field(id; Rec.SystemId)
                {
                    Caption = 'id', Locked = true;
                    Editable = false;
                }
                field(name; Rec.Name)
                {
                    Caption = 'name', Locked = true;
                    Editable = false;
                }
                field(dependencyFilter; Rec."Dependency Filter")
                {
                    Caption = 'dependencyFilter', Locked = true;
                    Editable = false;
                }
                field(recommendation; Rec."Initial Synch Recommendation")
                {
                    Caption = 'recommendation', Locked = true;
                    Editable = false;
                }
            }
        }
    }

    trigger OnOpenPage()
    begin
        FullSynchMgt.Propose(Rec);
    end;

    var
        FullSynchMgt: Codeunit "BCS Full Synch. Mgt.";
}

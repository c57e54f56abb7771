// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Synchronization;

using Microsoft.Integration.Dataverse;

/// <summary>Starts the review lines. A separate codeunit, so that the caller can revert the run id if nothing started.</summary>
codeunit 72841 "BCS Full Synch. Starter"
{
    Access = Public;
    Permissions = tabledata "CRM Full Synch. Review Line" = rm;

    trigger OnRun()
    var
        CRMFullSynchReviewLine: Record "CRM Full Synch. Review Line";
    begin
        // Read: Start() enqueues a job for each line with a blank status whose dependencies are finished
        // (EnqueueFullSyncJob, or MatchBasedCoupling with SkipSettingCriteria, so that no page is run), and is called again by
        // OnBeforeModifyJobQueueEntry when a job ends. ScheduleCoupling sends a notification, which is not a dialog.
        // INFERENCE: a notification without a user interface is dropped; the base application itself runs Start() in the
        // background sessions of its jobs.
        // al-check: allow connection - on that path the base application turns the connection off and reads those tables when it becomes enabled
        CRMFullSynchReviewLine.Start();
    end;
}

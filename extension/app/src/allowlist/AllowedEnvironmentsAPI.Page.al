// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.AllowList;

/// <summary>The list of allowed Dataverse environments, read-only.</summary>
page 72802 "BCS Allowed Envs. API"
{
    PageType = API;
    Caption = 'allowedEnvironment', Locked = true;
    EntityCaption = 'Allowed Environment';
    EntitySetCaption = 'Allowed Environments';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'allowedEnvironment';
    EntitySetName = 'allowedEnvironments';
    SourceTable = "BCS Allowed Environment";
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
                field(environmentUrl; Rec."Environment URL")
                {
                    Caption = 'environmentUrl', Locked = true;
                    Editable = false;
                }
                field(description; Rec.Description)
                {
                    Caption = 'description', Locked = true;
                    Editable = false;
                }
                field(lastModifiedDateTime; Rec.SystemModifiedAt)
                {
                    Caption = 'lastModifiedDateTime', Locked = true;
                    Editable = false;
                }
            }
        }
    }
}

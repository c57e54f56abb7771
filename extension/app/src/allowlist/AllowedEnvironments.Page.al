// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.AllowList;

/// <summary>The list of allowed Dataverse environments, for people.</summary>
page 72803 "BCS Allowed Environments"
{
    PageType = List;
    Caption = 'Allowed Dataverse Environments';
    AdditionalSearchTerms = 'Sales Connector, Dynamics 365 Sales, CRM, allow list';
    ApplicationArea = All;
    UsageCategory = Administration;
    SourceTable = "BCS Allowed Environment";
    AboutTitle = 'About allowed Dataverse environments';
    AboutText = 'The Sales Connector connects companies of this environment only to the Dataverse environments listed here. Enter an address once; every company can use it. Connections that are on stay on when you delete an address, but cannot be turned on again.';

    layout
    {
        area(Content)
        {
            repeater(Environments)
            {
                field("Environment URL"; Rec."Environment URL")
                {
                }
                field(Description; Rec.Description)
                {
                }
            }
        }
    }
}

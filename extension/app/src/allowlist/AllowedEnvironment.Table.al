// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.AllowList;

using BcSales.Integration.Connector;
using BcSales.Integration.Log;
using BcSales.Integration.Setup;

/// <summary>
/// The Dataverse environments that this Business Central environment may connect to. The address receives tokens of the integration user
/// and the company's data, and any tenant's Dataverse has a valid host name, so a person approves the right ones
/// once for the environment. Only sessions with a user interface may change the table: a page can be published as a web
/// service, and an API caller must not widen the list. Install and upgrade code inserts without triggers.
/// </summary>
table 72802 "BCS Allowed Environment"
{
    Caption = 'Allowed Dataverse Environment';
    DataClassification = OrganizationIdentifiableInformation;
    DataPerCompany = false;
    Access = Public;
    DrillDownPageId = "BCS Allowed Environments";
    LookupPageId = "BCS Allowed Environments";

    fields
    {
        field(1; "Environment URL"; Text[250])
        {
            Caption = 'Environment URL';
            NotBlank = true;
            ToolTip = 'Specifies the address of the Dataverse environment, for example https://contoso.crm4.dynamics.com. A connection setup of any company can use it.';

            trigger OnValidate()
            var
                EnvironmentUrl: Codeunit "BCS Environment Url";
            begin
                "Environment URL" := CopyStr(EnvironmentUrl.Origin("Environment URL").ToLower(), 1, MaxStrLen("Environment URL"));
            end;
        }
        field(2; Description; Text[100])
        {
            Caption = 'Description';
            ToolTip = 'Specifies what the environment is, for other people.';
        }
    }

    keys
    {
        key(PK; "Environment URL")
        {
            Clustered = true;
        }
    }

    trigger OnInsert()
    begin
        TestPerson();
        Log.Changed(ObjectTok, "Environment URL", 'create', 'environmentUrl', '', "Environment URL");
    end;

    trigger OnModify()
    begin
        TestPerson();
    end;

    trigger OnDelete()
    begin
        TestPerson();
        Log.Changed(ObjectTok, "Environment URL", 'delete', 'environmentUrl', "Environment URL", '');
    end;

    trigger OnRename()
    begin
        TestPerson();
        Log.Changed(ObjectTok, xRec."Environment URL", 'update', 'environmentUrl', xRec."Environment URL", "Environment URL");
    end;

    local procedure TestPerson()
    begin
        if not GuiAllowed() then
            Error(Errors.Coded("BCS Error Code"::AllowListChangedByService, PersonErr));
    end;

    var
        Errors: Codeunit "BCS Errors";
        Log: Codeunit "BCS Log";
        ObjectTok: Label 'allowedEnvironment', Locked = true;
        PersonErr: Label 'The list of allowed Dataverse environments can be changed only by a person, on the page "Allowed Dataverse Environments" of Business Central.';
}

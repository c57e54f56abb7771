// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.Mapping;
using Microsoft.Integration.Dataverse;
using Microsoft.Integration.SyncEngine;

/// <summary>
/// Maps options of the base application to the values of the API and back. Written out value by value: if a later
/// version of the base application renumbers an option, the API keeps its meaning.
/// </summary>
codeunit 72816 "BCS Option Mapping"
{
    Access = Public;

    /// <summary>The ownership model of a setup row, as the API names it.</summary>
    /// <param name="CDSConnectionSetup">The setup row.</param>
    /// <returns>The API value.</returns>
    procedure OwnershipModelToApi(CDSConnectionSetup: Record "CDS Connection Setup"): Enum "BCS Ownership Model"
    begin
        case CDSConnectionSetup."Ownership Model" of
            CDSConnectionSetup."Ownership Model"::Person:
                exit("BCS Ownership Model"::Person);
            CDSConnectionSetup."Ownership Model"::Team:
                exit("BCS Ownership Model"::Team);
            else
                exit("BCS Ownership Model"::" ");
        end;
    end;

    /// <summary>Writes the API's ownership model into a setup row. Blank is refused.</summary>
    /// <param name="OwnershipModel">The API value.</param>
    /// <param name="CDSConnectionSetup">The setup row; not stored here.</param>
    procedure OwnershipModelFromApi(OwnershipModel: Enum "BCS Ownership Model"; var CDSConnectionSetup: Record "CDS Connection Setup")
    begin
        SetupValidation.TestOwnershipModel(OwnershipModel);
        case OwnershipModel of
            "BCS Ownership Model"::Person:
                CDSConnectionSetup."Ownership Model" := CDSConnectionSetup."Ownership Model"::Person;
            "BCS Ownership Model"::Team:
                CDSConnectionSetup."Ownership Model" := CDSConnectionSetup."Ownership Model"::Team;
        end;
    end;

    /// <summary>The direction of a table mapping, as the API names it.</summary>
    /// <param name="IntegrationTableMapping">The mapping.</param>
    /// <returns>The API value.</returns>
    procedure DirectionToApi(IntegrationTableMapping: Record "Integration Table Mapping"): Enum "BCS Mapping Direction"
    begin
        case IntegrationTableMapping.Direction of
            IntegrationTableMapping.Direction::ToIntegrationTable:
                exit("BCS Mapping Direction"::ToIntegrationTable);
            IntegrationTableMapping.Direction::FromIntegrationTable:
                exit("BCS Mapping Direction"::FromIntegrationTable);
            else
                exit("BCS Mapping Direction"::Bidirectional);
        end;
    end;

    /// <summary>The base application's option number for a direction of the API.</summary>
    /// <param name="Direction">The API value.</param>
    /// <returns>The option value of "Integration Table Mapping".Direction.</returns>
    procedure DirectionFromApi(Direction: Enum "BCS Mapping Direction"): Integer
    var
        IntegrationTableMapping: Record "Integration Table Mapping";
    begin
        case Direction of
            "BCS Mapping Direction"::ToIntegrationTable:
                exit(IntegrationTableMapping.Direction::ToIntegrationTable);
            "BCS Mapping Direction"::FromIntegrationTable:
                exit(IntegrationTableMapping.Direction::FromIntegrationTable);
            else
                exit(IntegrationTableMapping.Direction::Bidirectional);
        end;
    end;

    /// <summary>The ownership model of a setup row by the name that the API uses, in any language.</summary>
    /// <param name="CDSConnectionSetup">The setup row.</param>
    /// <returns>The name; empty for blank.</returns>
    procedure OwnershipModelName(CDSConnectionSetup: Record "CDS Connection Setup"): Text
    var
        OwnershipModel: Enum "BCS Ownership Model";
    begin
        OwnershipModel := OwnershipModelToApi(CDSConnectionSetup);
        exit(OwnershipModel.Names().Get(OwnershipModel.Ordinals().IndexOf(OwnershipModel.AsInteger())).Trim());
    end;

    /// <summary>The direction of a table mapping by the name that the API uses, in any language.</summary>
    /// <param name="IntegrationTableMapping">The mapping.</param>
    /// <returns>The name.</returns>
    procedure DirectionName(IntegrationTableMapping: Record "Integration Table Mapping"): Text
    var
        Direction: Enum "BCS Mapping Direction";
    begin
        Direction := DirectionToApi(IntegrationTableMapping);
        exit(Direction.Names().Get(Direction.Ordinals().IndexOf(Direction.AsInteger())));
    end;

    /// <summary>What a table mapping does about conflicts of updates, by the name that the API uses, in any language.</summary>
    /// <param name="IntegrationTableMapping">The mapping.</param>
    /// <returns>The name.</returns>
    procedure UpdateConflictName(IntegrationTableMapping: Record "Integration Table Mapping"): Text
    begin
        exit(IntegrationTableMapping."Update-Conflict Resolution".Names().Get(
            IntegrationTableMapping."Update-Conflict Resolution".Ordinals().IndexOf(IntegrationTableMapping."Update-Conflict Resolution".AsInteger())));
    end;

    /// <summary>What a table mapping does about deleted records, by the name that the API uses, in any language.</summary>
    /// <param name="IntegrationTableMapping">The mapping.</param>
    /// <returns>The name.</returns>
    procedure DeletionConflictName(IntegrationTableMapping: Record "Integration Table Mapping"): Text
    begin
        exit(IntegrationTableMapping."Deletion-Conflict Resolution".Names().Get(
            IntegrationTableMapping."Deletion-Conflict Resolution".Ordinals().IndexOf(IntegrationTableMapping."Deletion-Conflict Resolution".AsInteger())));
    end;

    var
        SetupValidation: Codeunit "BCS Setup Validation";
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Test;

using BcSales.Integration.Mapping;
using BcSales.Integration.Setup;
using Microsoft.Integration.Dataverse;
using Microsoft.Integration.SyncEngine;

codeunit 72901 "BCS Option Mapping Test"
{
    Subtype = Test;
    Access = Public;

    [Test]
    procedure OwnershipModelGoesThereAndBack()
    var
        TempCDSConnectionSetup: Record "CDS Connection Setup" temporary;
    begin
        OptionMapping.OwnershipModelFromApi("BCS Ownership Model"::Person, TempCDSConnectionSetup);
        Check.IsTrue(TempCDSConnectionSetup."Ownership Model" = TempCDSConnectionSetup."Ownership Model"::Person, 'Person is stored');
        Check.IsTrue(OptionMapping.OwnershipModelToApi(TempCDSConnectionSetup) = "BCS Ownership Model"::Person, 'Person is read');
        OptionMapping.OwnershipModelFromApi("BCS Ownership Model"::Team, TempCDSConnectionSetup);
        Check.IsTrue(OptionMapping.OwnershipModelToApi(TempCDSConnectionSetup) = "BCS Ownership Model"::Team, 'Team is read');
    end;

    [Test]
    procedure BlankOwnershipModelIsReadButNotWritten()
    var
        TempCDSConnectionSetup: Record "CDS Connection Setup" temporary;
    begin
        Check.IsTrue(OptionMapping.OwnershipModelToApi(TempCDSConnectionSetup) = "BCS Ownership Model"::" ", 'blank is read');
        asserterror OptionMapping.OwnershipModelFromApi("BCS Ownership Model"::" ", TempCDSConnectionSetup);
        Check.LastErrorNames('ownershipModel');
    end;

    [Test]
    procedure DirectionGoesThereAndBack()
    begin
        AssertDirection("BCS Mapping Direction"::Bidirectional);
        AssertDirection("BCS Mapping Direction"::ToIntegrationTable);
        AssertDirection("BCS Mapping Direction"::FromIntegrationTable);
    end;

    [Test]
    procedure ValueNamesAreTheOnesOfTheApi()
    begin
        Check.AreEqual('ToIntegrationTable', Enum::"BCS Mapping Direction".Names().Get(Enum::"BCS Mapping Direction".Ordinals().IndexOf(1)));
        Check.AreEqual('Team', Enum::"BCS Ownership Model".Names().Get(Enum::"BCS Ownership Model".Ordinals().IndexOf(2)));
    end;

    [Test]
    procedure NamesDoNotDependOnTheLanguage()
    var
        TempCDSConnectionSetup: Record "CDS Connection Setup" temporary;
        TempIntegrationTableMapping: Record "Integration Table Mapping" temporary;
    begin
        Check.AreEqual('', OptionMapping.OwnershipModelName(TempCDSConnectionSetup));
        TempCDSConnectionSetup."Ownership Model" := TempCDSConnectionSetup."Ownership Model"::Person;
        Check.AreEqual('Person', OptionMapping.OwnershipModelName(TempCDSConnectionSetup));
        TempIntegrationTableMapping.Direction := TempIntegrationTableMapping.Direction::FromIntegrationTable;
        Check.AreEqual('FromIntegrationTable', OptionMapping.DirectionName(TempIntegrationTableMapping));
        TempIntegrationTableMapping."Update-Conflict Resolution" := TempIntegrationTableMapping."Update-Conflict Resolution"::"Get Update from Integration";
        Check.AreEqual('Get Update from Integration', OptionMapping.UpdateConflictName(TempIntegrationTableMapping));
        TempIntegrationTableMapping."Deletion-Conflict Resolution" := TempIntegrationTableMapping."Deletion-Conflict Resolution"::"Remove Coupling";
        Check.AreEqual('Remove Coupling', OptionMapping.DeletionConflictName(TempIntegrationTableMapping));
    end;

    local procedure AssertDirection(Direction: Enum "BCS Mapping Direction")
    var
        TempIntegrationTableMapping: Record "Integration Table Mapping" temporary;
    begin
        TempIntegrationTableMapping.Direction := OptionMapping.DirectionFromApi(Direction);
        Check.IsTrue(OptionMapping.DirectionToApi(TempIntegrationTableMapping) = Direction, Format(Direction));
    end;

    var
        Check: Codeunit "BCS Check";
        OptionMapping: Codeunit "BCS Option Mapping";
}

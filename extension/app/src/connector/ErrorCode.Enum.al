// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Connector;

/// <summary>
/// The codes of all errors that this extension raises. Clients recognize an error by its code: a code keeps its meaning, and
/// one that is no longer raised stays here, so that nothing else takes its number. The captions are locked, because a
/// code is not translated; the text that follows it is (codeunit "BCS Errors").
/// From 1 connector, 101 fields of the setups, 201 Dataverse setup, 301 Sales setup, 401 requirements in Dataverse,
/// 501 couplings, 601 mappings, 701 synchronization.
/// </summary>
enum 72802 "BCS Error Code"
{
    Extensible = false;
    Caption = 'Error Code';

    value(1; PermissionMissing)
    {
        Caption = 'BCS0001', Locked = true;
    }
    value(2; AllowListChangedByService)
    {
        Caption = 'BCS0002', Locked = true;
    }
    value(101; EnvironmentUrlMissing)
    {
        Caption = 'BCS0101', Locked = true;
    }
    value(102; EnvironmentUrlNotHttps)
    {
        Caption = 'BCS0102', Locked = true;
    }
    value(103; EnvironmentUrlNotOrigin)
    {
        Caption = 'BCS0103', Locked = true;
    }
    value(104; EnvironmentUrlNotDataverse)
    {
        Caption = 'BCS0104', Locked = true;
    }
    value(105; EnvironmentUrlNotAllowed)
    {
        Caption = 'BCS0105', Locked = true;
    }
    value(111; UserNameInvalid)
    {
        Caption = 'BCS0111', Locked = true;
    }
    value(112; BusinessUnitIncomplete)
    {
        Caption = 'BCS0112', Locked = true;
    }
    value(113; BusinessUnitTaken)
    {
        Caption = 'BCS0113', Locked = true;
    }
    value(114; BusinessUnitMissing)
    {
        Caption = 'BCS0114', Locked = true;
    }
    value(115; OwnershipModelMissing)
    {
        Caption = 'BCS0115', Locked = true;
    }
    value(116; ChangedWhileEnabled)
    {
        Caption = 'BCS0116', Locked = true;
    }
    value(117; AutoCreateWithoutLegacyOrders)
    {
        Caption = 'BCS0117', Locked = true;
    }
    value(118; BidirectionalWithLegacyOrders)
    {
        Caption = 'BCS0118', Locked = true;
    }
    value(119; BusinessCentralUrlInvalid)
    {
        Caption = 'BCS0119', Locked = true;
    }
    value(120; BusinessCentralUrlTooLong)
    {
        Caption = 'BCS0120', Locked = true;
    }
    value(121; BusinessCentralUrlForeign)
    {
        Caption = 'BCS0121', Locked = true;
    }
    value(201; DataverseSetupExists)
    {
        Caption = 'BCS0201', Locked = true;
    }
    value(202; DataverseSetupDeletedWhileEnabled)
    {
        Caption = 'BCS0202', Locked = true;
    }
    value(203; ConsentMissing)
    {
        Caption = 'BCS0203', Locked = true;
    }
    value(204; SalesEnabledBeforeDataverse)
    {
        Caption = 'BCS0204', Locked = true;
    }
    value(205; SalesStillEnabled)
    {
        Caption = 'BCS0205', Locked = true;
    }
    value(206; DataverseTestedWhileDisabled)
    {
        Caption = 'BCS0206', Locked = true;
    }
    value(207; DataverseResetWhileDisabled)
    {
        Caption = 'BCS0207', Locked = true;
    }
    value(208; DataverseEnableFailed)
    {
        Caption = 'BCS0208', Locked = true;
    }
    value(209; DataverseDisabled)
    {
        Caption = 'BCS0209', Locked = true;
    }
    value(301; SalesSetupExists)
    {
        Caption = 'BCS0301', Locked = true;
    }
    value(302; SalesSetupDeletedWhileEnabled)
    {
        Caption = 'BCS0302', Locked = true;
    }
    value(303; SalesResetWhileDisabled)
    {
        Caption = 'BCS0303', Locked = true;
    }
    value(304; SalesSolutionMissing)
    {
        Caption = 'BCS0304', Locked = true;
    }
    value(305; SalesEnableFailed)
    {
        Caption = 'BCS0305', Locked = true;
    }
    value(306; SalesEnableFailedAndLeftOn)
    {
        Caption = 'BCS0306', Locked = true;
    }
    value(401; DataverseUnreachable)
    {
        Caption = 'BCS0401', Locked = true;
    }
    value(402; BaseSolutionMissing)
    {
        Caption = 'BCS0402', Locked = true;
    }
    value(403; BaseSolutionOutdated)
    {
        Caption = 'BCS0403', Locked = true;
    }
    value(404; UserMissing)
    {
        Caption = 'BCS0404', Locked = true;
    }
    value(405; UserDisabled)
    {
        Caption = 'BCS0405', Locked = true;
    }
    value(406; UserWithoutRoles)
    {
        Caption = 'BCS0406', Locked = true;
    }
    value(407; UserIsAdministrator)
    {
        Caption = 'BCS0407', Locked = true;
    }
    value(408; UserWithoutBaseRole)
    {
        Caption = 'BCS0408', Locked = true;
    }
    value(409; BaseRoleMissing)
    {
        Caption = 'BCS0409', Locked = true;
    }
    value(410; CompanyMissing)
    {
        Caption = 'BCS0410', Locked = true;
    }
    value(411; TeamMissing)
    {
        Caption = 'BCS0411', Locked = true;
    }
    value(412; BusinessUnitUnknown)
    {
        Caption = 'BCS0412', Locked = true;
    }
    value(413; BusinessUnitDiffers)
    {
        Caption = 'BCS0413', Locked = true;
    }
    value(414; UnitRoleMissing)
    {
        Caption = 'BCS0414', Locked = true;
    }
    value(415; TeamWithoutRole)
    {
        Caption = 'BCS0415', Locked = true;
    }
    value(501; TableNotSupported)
    {
        Caption = 'BCS0501', Locked = true;
    }
    value(502; RecordIdMissing)
    {
        Caption = 'BCS0502', Locked = true;
    }
    value(503; RecordUnknown)
    {
        Caption = 'BCS0503', Locked = true;
    }
    value(504; DataverseIdMissing)
    {
        Caption = 'BCS0504', Locked = true;
    }
    value(505; RecordCoupled)
    {
        Caption = 'BCS0505', Locked = true;
    }
    value(506; DataverseRowCoupled)
    {
        Caption = 'BCS0506', Locked = true;
    }
    value(507; CouplingIdentityChanged)
    {
        Caption = 'BCS0507', Locked = true;
    }
    value(601; MatchPriorityNegative)
    {
        Caption = 'BCS0601', Locked = true;
    }
    value(602; MatchFieldConstant)
    {
        Caption = 'BCS0602', Locked = true;
    }
    value(603; MappingWithoutJob)
    {
        Caption = 'BCS0603', Locked = true;
    }
    value(604; MappingForSeveralCompanies)
    {
        Caption = 'BCS0604', Locked = true;
    }
    value(701; RunIdMissing)
    {
        Caption = 'BCS0701', Locked = true;
    }
    value(702; SynchronizationRunning)
    {
        Caption = 'BCS0702', Locked = true;
    }
    value(703; SynchronizationNotStarted)
    {
        Caption = 'BCS0703', Locked = true;
    }
    value(704; ReviewMissing)
    {
        Caption = 'BCS0704', Locked = true;
    }
    value(705; MappingNameUnknown)
    {
        Caption = 'BCS0705', Locked = true;
    }
    value(706; DependencyNotNamed)
    {
        Caption = 'BCS0706', Locked = true;
    }
    value(707; DeletedRecordsUnknown)
    {
        Caption = 'BCS0707', Locked = true;
    }
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// Codes of the service. Names and texts come from Microsoft Learn, "Web service error codes", if the code is listed
// there; statuses follow Microsoft Learn, "Compose HTTP requests and handle errors", with 400 as the default.
const (
	codeMissingField      = "0x80040200" // RequiredFieldMissing
	codeParentMissing     = "0x80040206" // InvalidParentId
	codeParentInvalid     = "0x80040205" // InvalidParent
	codeAbsent            = "0x80040217" // ObjectDoesNotExist
	codePrivilege         = "0x80040220" // PrivilegeDenied
	codeUserDisabled      = "0x80040225" // the caller's or the named user is disabled
	codeAssociated        = "0x80040227" // CannotDeleteDueToAssociation
	codeOwner             = "0x80040229" // InvalidOwnerID
	codeDuplicate         = "0x80040237" // DuplicateRecord
	codeInvalidOperation  = "0x8004023b" // InvalidOperation
	codeDisabledUnit      = "0x8004032d" // CannotAssignToDisabledBusiness
	codeAccessModeApp     = "0x80040d40" // ApplicationUserCannotChangeAccessMode
	codeRoleExists        = "0x80041403" // RoleAlreadyExists
	codeWrongUnit         = "0x80041409" // UserInWrongBusiness
	codeNotInDirectory    = "0x80041d28" // UserDirectoryObjectIdNotFoundInAAD
	codeUserExists        = "0x80041d2c" // UserAlreadyExists
	codeDeleteAdminRole   = "0x80041d2e" // CannotDeleteSysAdmin
	codeDisableLastAdmin  = "0x80041d2f" // CannotDisableSysAdmin
	codeRemoveLastAdmin   = "0x80041d30" // CannotRemoveFromSysAdmin
	codeModifyAdminRole   = "0x80041d31" // CannotModifySysAdmin
	codeSpecialUser       = "0x80041d33" // CannotModifySpecialUser
	codeReadOnlyLastAdmin = "0x80041d38" // CannotMakeReadOnlyUser
	codeReadOnlySelf      = "0x80041d39" // CannotMakeSelfReadOnlyUser
	codeSupportUser       = "0x80041d41" // SupportUserCannotBeCreateNorUpdated
	codeDeleteSupportRole = "0x80041d42" // CannotDeleteSupportUser
	codeModifySupportRole = "0x80041d43" // CannotModifySupportUser
	codeAssignSupportRole = "0x80041d44" // CannotAssignSupportUser
	codeAppUserUpdate     = "0x80041d48" // ApplicationUserCannotBeUpdated
	codeAppNotRegistered  = "0x80041d49" // ApplicationNotRegisteredWithDeployment
	codeDeleteCustomizer  = "0x80041d4a" // CannotDeleteSystemCustomizer
	codeSupportUserRoles  = "0x80041d51" // CannotAssignRolesToSupportUser
	codeUnitKeepsAdmins   = "0x80041d59" // BusinessUnitCannotBeDisabled
	codeUnitNotDisabled   = "0x80041d60" // BusinessUnitIsNotDisabledAndCannotBeDeleted
	codeUnitHasChild      = "0x80041d61" // BusinessUnitHasChildAndCannotBeDeleted
	codeUnitTeamOwns      = "0x80041d62" // BusinessUnitDefaultTeamOwnsRecords
	codeRootUnit          = "0x80041d63" // RootBusinessUnitCannotBeDisabled
	codeTenantAdminRole   = "0x80041d64" // CannotRemoveTenantAdminFromSysAdminRole
	codeTenantAdmin       = "0x80041d65" // CannotDisableTenantAdmin
	codeAccessMode        = "0x80041d66" // InvalidAccessModeTransition
	codeDelegatedAdmin    = "0x80041d67" // DelegatedAdminUserCannotBeCreateNorUpdated
	codeUserNoRoles       = "0x80042f09" // UserNotAssignedRoles
	codeTeamNoRoles       = "0x80042f0a" // TeamNotAssignedRoles
	codeInheritedRole     = "0x80044152" // RestrictInheritedRole
	codeDeleteDefaultTeam = "0x80048307" // CannotDeleteDefaultTeam
	codeRenameDefaultTeam = "0x8004830a" // CannotUpdateNameDefaultTeam
	codeAddToDefaultTeam  = "0x8004830b" // CannotAddMembersToDefaultTeam
	codeRemoveFromDefault = "0x8004830c" // CannotRemoveMembersFromDefaultTeam
	codeTeamOwns          = "0x8004830e" // CannotDeleteTeamOwningRecords
	codeAccessTeamRole    = "0x80048331" // CannotAssignRolesOrProfilesToAccessTeam
	codeAccessTeamOwner   = "0x80048340" // CannotAssignToAccessTeam
	codeGroupTeamRole     = "0x80048350" // AadGroupTeamsCanOnlyAssignInheritableRoles
	codeUserInDirectory   = "0x80048359" // a person who still exists in Entra cannot be deleted
	codeIsoInvalid        = "0x80048cf2" // InvalidIsoCurrencyCode
	codeIsoDuplicate      = "0x80048cf3" // DuplicateIsoCurrencyCode
	codeOwnerSettings     = "0x80048610" // a deleted user's settings are still being removed
	codeAccessModeAdmin   = "0x80048d2f" // AccessModeChangeNeedSystemAdmin
	codeNonInteractive    = "0x8004b050" // InvalidNonInteractiveUserQuota
	codeNoLicense         = "0x8004d24b" // UserNotAssignedLicense
	codeEnableNoLicense   = "0x8004d24c" // UserCannotEnableWithoutLicense
	codeDuplicateAppUser  = "0x8004f511" // DuplicateApplicationUser
	codeOData             = "0x80060888" // anything wrong with a URL or a related id
	codeNotMember         = "0x80072560" // UserNotMemberOfOrg
)

// Codes of solution operations.
const (
	codeImportNotWellFormed = "0x80048013" // ImportNonWellFormedFileError
	codeImportDependencies  = "0x8004801d" // ImportMissingDependenciesError
	codeImportFailed        = "0x80048033" // ImportSolutionError
	codeManagedOlder        = "0x80048038" // ImportSolutionManagedError
	codeManagedOverOpen     = "0x80048040" // ImportSolutionManagedToUnmanagedMismatch
	codeOpenOverManaged     = "0x80048041" // ImportSolutionUnmanagedToManagedMismatch
	codeBadZip              = "0x80048060" // ImportCustomizationsBadZipFileError
	codePackageNotValid     = "0x80048066" // ImportSolutionPackageNotValid
	codePackageUpgraded     = "0x80048067" // ImportSolutionPackageNeedsUpgrade, with which the import goes on
	codePackageTooNew       = "0x80048068" // ImportSolutionPackageInvalidSolutionPackageVersion
	codePatched             = "0x80048538" // CannotModifyPatchedSolution
	codeNoUpgrade           = "0x8004853b" // SolutionUpgradeNotAvailable
	codeSolutionName        = "0x8004f002" // invalid unique name
	codeRestrictedSolution  = "0x8004f005" // CannotDeleteRestrictedSolution
	codeSolutionVersion     = "0x8004f01e" // invalid version
	codeInUse               = "0x8004f01f" // CannotDeleteInUseComponent
	codeSolutionTaken       = "0x8004f023" // SolutionUniqueNameViolation
	codeManagedUpdate       = "0x8004f024" // CannotUpdateManagedSolution
	codeNoBase              = "0x8004f083" // CannotFindBaseFromUpgrade
	codeConcurrency         = "0x80071151" // SolutionConcurrencyFailure
	codeJobExists           = "0x80071152" // DuplicatedJobId
)

// Texts quoted in public responses.
const (
	textDisabled = "The user with SystemUserId=%s in OrganizationContext=%s is disabled"
	textNoRoles  = "The user with id %s has not been assigned any roles. They need a role with the prvReadUser privilege."
)

func bad(code, format string, args ...any) *odatasvc.Error {
	return odatasvc.Errorf(http.StatusBadRequest, code, format, args...)
}

// busy refuses a solution operation while another one runs.
func busy(format string, args ...any) *odatasvc.Error {
	return odatasvc.Errorf(http.StatusTooManyRequests, codeConcurrency, format, args...)
}

func forbidden(code, format string, args ...any) *odatasvc.Error {
	return odatasvc.Errorf(http.StatusForbidden, code, format, args...)
}

// associated refuses a deletion because other rows refer to the row.
func associated(details string) *odatasvc.Error {
	return odatasvc.Errorf(http.StatusMethodNotAllowed, codeAssociated,
		"The object you tried to delete is associated with another object and cannot be deleted. %s", details)
}

// duplicateRecord refuses a second row with the same key values.
func duplicateRecord() *odatasvc.Error {
	return odatasvc.Errorf(http.StatusPreconditionFailed, codeDuplicate, "A record with matching key values already exists.")
}

func absent(entity, id string) *odatasvc.Error {
	return odatasvc.Errorf(http.StatusNotFound, codeAbsent, "%s With Id = %s Does Not Exist", entity, id)
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package remedies

// graph lists the codes of Microsoft Graph that say enough (Microsoft Learn, "Microsoft Graph error responses"). Its
// refusals of licenses have one code, so that the license assignment finds out the reason by the facts.
func graph() []Entry {
	return []Entry{
		{Code: "Authorization_RequestDenied", Meaning: "The provider's identity lacks an application permission of Microsoft Graph.", Remedy: "Give the application registration the permissions that the resource's documentation names, with an administrator's consent.", Permission: true},
		{Code: "Directory_ConcurrencyViolation", Meaning: "Somebody changed the same object at the same time.", Remedy: "Somebody changed the same object at the same time, for longer than the provider repeats a request. Wait a minute, and run terraform apply again; if it happens again, look for another run or a script that changes this account."},
		{Code: "Directory_QuotaExceeded", Meaning: "The tenant's directory is full.", Remedy: "Delete objects that are not needed in Microsoft Entra ID, or have the quota raised by Microsoft's support."},
	}
}

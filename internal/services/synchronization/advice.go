// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import "fmt"

// advice is what to do about what keeps a synchronization from succeeding. It differs between the resource and the
// action, whose arguments differ.
type advice struct {
	notEnabled string
	// running follows upon "Wait until it has finished".
	running string
	// matchArgument is the argument to point at when a mapping has no match field; match says what to do for one.
	matchArgument string
	match         func(mapping string) string
	failures      string
}

const allErrors = " All errors are on the page Integration Synchronization Errors in Business Central." + retryAdvice

// retryAdvice is how records synchronize again that Business Central skips, which it does once they have failed twice.
const retryAdvice = " Records that failed repeatedly are skipped: once the errors are fixed, retry them with the action " +
	"bcsales_retry_skipped_records (Terraform 1.14 or later: terraform apply -invoke=action.bcsales_retry_skipped_records.<name>)."

func resourceAdvice(companyID string) advice {
	return advice{
		notEnabled:    "Let this resource depend on the company's bcsales_sales_connection_setup with enabled = true.",
		running:       ", or import it with\n  terraform import <address of this resource> " + companyID,
		matchArgument: "match_fields",
		match: func(mapping string) string {
			return "Name the fields to match by in match_fields, for example " + example(mapping) + ", or leave the mappings out. Nothing was started."
		},
		failures: "Fix the first errors, for example by coupling the salesperson of a record, and apply again; or set on_error to \"" + onErrorWarn + "\" to accept them." + allErrors,
	}
}

func actionAdvice() advice {
	return advice{
		notEnabled:    "Enable the connection with the company's bcsales_sales_connection_setup, and run the action after it.",
		running:       ", and run the action again",
		matchArgument: "mappings",
		match: func(mapping string) string {
			return fmt.Sprintf("Set the fields to match by with bcsales_initial_synchronization, for example match_fields = %s, or leave the mappings out. Nothing was started.", example(mapping))
		},
		failures: "Fix the first errors, for example by coupling the salesperson of a record, and run the action again." + allErrors,
	}
}

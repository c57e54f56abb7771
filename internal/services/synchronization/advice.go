// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"fmt"
	"strings"
)

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
	// accept says how to go on with the failures, where that is possible.
	accept string
}

// bothSides says what another run needs for mappings where records reached the other side: it couples the records of both sides, and a
// record that failed before has no match there.
func bothSides(mappings []string) string {
	fields, names := make([]string, len(mappings)), make([]string, len(mappings))
	for i, mapping := range mappings {
		fields[i], names[i] = fmt.Sprintf("%s = [%q]", quoted(mapping), matchField(mapping)), fmt.Sprintf("%q", mapping)
	}
	return fmt.Sprintf("Another run couples what is on both sides, so bcsales_initial_synchronization needs both match_fields, for example { %s }, and create_unmatched = [%s], which makes the records that have no match.",
		strings.Join(fields, ", "), strings.Join(names, ", "))
}

// quoted quotes a key of a map that is no identifier.
func quoted(key string) string {
	if strings.ContainsAny(key, " -") {
		return fmt.Sprintf("%q", key)
	}
	return key
}

// matchField is a field that the mapping has by default and that names a record.
func matchField(mapping string) string {
	switch mapping {
	case "CUSTOMER", "VENDOR", "CONTACT":
		return "E-Mail"
	case "UNIT OF MEASURE", "CURRENCY", "PAYMENT TERMS", "SHIPMENT METHOD", "SHIPPING AGENT", "ITEM UOM", "RESOURCE UOM", "PLHEADER-PRICE", "CUSTPRCGRP-PRICE":
		return "Code"
	case "OPPORTUNITY":
		return "Description"
	default:
		return "No."
	}
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
			return bothSides([]string{mapping}) + " Without create_unmatched, records that find no match fail. Or leave the mapping out with mappings. Nothing was started."
		},
		failures: "Fix the first errors, for example by coupling the salesperson of a record, and apply again.",
		accept:   " To accept the failures, set on_error = \"" + onErrorWarn + "\" and apply again: the run is taken as it is, and no other is started.",
	}
}

func actionAdvice() advice {
	return advice{
		notEnabled:    "Enable the connection with the company's bcsales_sales_connection_setup, and run the action after it.",
		running:       ", and run the action again",
		matchArgument: "mappings",
		match: func(mapping string) string {
			return bothSides([]string{mapping}) + " A change of them starts no run. Without create_unmatched, records that find no match fail. Or leave the mapping out with mappings. Nothing was started."
		},
		failures: "Fix the first errors, for example by coupling the salesperson of a record, and run the action again.",
	}
}

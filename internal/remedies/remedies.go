// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package remedies says what to do about the errors of the services: one table a service, which serves every resource and
// from which the page on troubleshooting is made.
//
// An error is recognized by its code. Business Central gives all errors that AL raises one code: the companion extension
// begins its own with a code that is not translated, and those of Microsoft's apps are recognized by their text, which the
// client asks for in English. This package is the only place that reads texts, and it does so after all codes.
package remedies

import (
	"errors"
	"regexp"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Entry is what is known of one error.
type Entry struct {
	// Code is the service's own, in its spelling; empty where the text identifies the error.
	Code string
	// Text is a text in English, or the part that identifies it, with %1 and so on in place of the names in
	// it. Only errors of Microsoft's apps in Business Central have one, and a code of Entra that says too little.
	Text string
	// Meaning says in one sentence what is wrong.
	Meaning string
	// Remedy says what to do. For a sign-in it can hold {client_id}, {tenant_id} and {resource}.
	Remedy string
	// During names the operation to which the remedy is limited; empty means any.
	During Operation
	// Permission says that the caller lacks a permission, which a resource can name better than this table.
	Permission bool
	// Wraps says that the error passes on another one, whose remedy is the better one.
	Wraps bool
}

// Operation is what an error's remedy can depend on.
type Operation string

// Uninstalling is the removal of a solution from Dataverse.
const Uninstalling Operation = "uninstalling a solution"

// Table holds the errors of one service.
type Table struct {
	// Service is the name that the clients give the service.
	Service string
	// Entries are in the order in which texts are compared; codes come first.
	Entries []Entry
}

// Tables returns all tables. The first is Microsoft Entra's, whose errors have another form than those of the services.
func Tables() []Table {
	return []Table{
		{"Microsoft Entra", entra()},
		{"Microsoft Graph", graph()},
		{"Dataverse", append(dataverseRows(), dataverseSolutions()...)},
		{"Business Central", append(append(companion(), businessCentral()...), businessCentralTexts()...)},
	}
}

// Find returns what is known of an error of a service or of a sign-in.
func Find(err error) (Entry, bool) {
	if refused, ok := errors.AsType[*auth.EntraError](err); ok {
		return signIn(refused)
	}
	api, ok := errors.AsType[*odata.Error](err)
	if !ok {
		return Entry{}, false
	}
	entries := entriesOf(api.Service)
	if strings.EqualFold(api.Service, "Business Central") {
		return findByText(entries, api.Code, api.Message)
	}
	return findCode(entries, api.Code, api.Message, "")
}

// Dataverse returns what is known of a code of Dataverse during an operation.
func Dataverse(code string, during Operation) (Entry, bool) {
	return findCode(entriesOf("Dataverse"), code, "", during)
}

// LacksPermission reports whether an error says that the caller lacks a permission, in whatever language.
func LacksPermission(err error) bool {
	found, ok := Find(err)
	return ok && found.Permission
}

func entriesOf(service string) []Entry {
	for _, table := range Tables() {
		if strings.EqualFold(table.Service, service) {
			return table.Entries
		}
	}
	return nil
}

// findCode returns the first entry of a code that fits: one limited to a text or an operation stands before the one that
// is not.
func findCode(entries []Entry, code, message string, during Operation) (Entry, bool) {
	if code == "" {
		return Entry{}, false
	}
	message = strings.ToLower(message)
	for _, e := range entries {
		if strings.EqualFold(e.Code, code) && (e.During == "" || e.During == during) && matches(strings.ToLower(e.Text), message) {
			return e, true
		}
	}
	return Entry{}, false
}

// findByText looks for the companion's code, then for Business Central's, then for a text. What passes on another error
// is looked for behind its code.
func findByText(entries []Entry, code, message string) (Entry, bool) {
	own, rest := businesscentral.SplitCode(message)
	if own == "" {
		if found, ok := findCode(entries, code, message, ""); ok {
			return found, true
		}
		return findText(entries, message)
	}
	found, ok := findCode(entries, string(own), rest, "")
	if !ok || !found.Wraps {
		return found, ok
	}
	if inner, text := businesscentral.InnerCode(rest); inner != "" {
		rest = string(inner) + ": " + text
	}
	if cause, known := findByText(entries, "", rest); known {
		return cause, true
	}
	return found, true
}

func findText(entries []Entry, message string) (Entry, bool) {
	message = strings.ToLower(message)
	for _, e := range entries {
		if e.Code == "" && matches(strings.ToLower(e.Text), message) {
			return e, true
		}
	}
	return Entry{}, false
}

var placeholder = regexp.MustCompile(`%\d`)

// matches reports whether a message holds the pieces of a text between its placeholders, in their order.
func matches(text, message string) bool {
	for _, piece := range placeholder.Split(text, -1) {
		at := strings.Index(message, piece)
		if at < 0 {
			return false
		}
		message = message[at+len(piece):]
	}
	return true
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"errors"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// KeyConflict returns err with what to do when it is a [dataverse.KeyConflictError], which reports a row in Dataverse
// that has the id of the row to create, but differs from it. importing is the command that manages the existing row.
func KeyConflict(err error, importing func(conflict *dataverse.KeyConflictError) string) error {
	conflict, ok := errors.AsType[*dataverse.KeyConflictError](err)
	if !ok {
		return err
	}
	return &Problem{
		Summary: "The id of the new row is taken by another row",
		Detail: fmt.Sprintf("Dataverse has the row %s(%s) with %s = %q. The row to create has the same id, but %s = %q, so the existing row is not changed.",
			conflict.Set, conflict.ID, conflict.Column, conflict.Got, conflict.Column, conflict.Want),
		Remedy: "To manage what exists, run\n  " + importing(conflict) + "\nIf the existing row is not needed, delete it in Dataverse and run terraform apply again.",
	}
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import "errors"

// Lacking collects what an operation lacks, so that all of it is named together before the first write.
type Lacking struct{ problems []error }

// Add keeps a [Problem], and returns any other error, after which nothing more can be found out.
func (l *Lacking) Add(err error) error {
	if _, is := errors.AsType[*Problem](err); !is {
		return err
	}
	l.problems = append(l.problems, err)
	return nil
}

// Err returns everything that is lacking as one error; nil if nothing is.
func (l *Lacking) Err() error { return errors.Join(l.problems...) }

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package bulk

import "sync/atomic"

// Run is what readers know of the run that they serve. Until something changes, what is missing stays missing: a plan makes
// nothing. The zero value is a run that has changed nothing yet; it is safe for concurrent use.
type Run struct{ changing atomic.Bool }

// Change says that an operation has begun that may make, change or delete something: in this service, or in another one whose
// changes arrive here later.
func (r *Run) Change() { r.changing.Store(true) }

// Changed reports whether something may have been changed, also when it is nil.
func (r *Run) Changed() bool { return r == nil || r.changing.Load() }

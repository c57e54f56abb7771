// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// finish writes customizations again after everything else has worked.
func (s setups) finish(ctx context.Context, before customizations) error {
	if err := s.mappings.restore(ctx, before); err != nil {
		return s.unfinished(ctx, err, before)
	}
	if err := s.mappings.forget(ctx); err != nil {
		return err
	}
	return s.mappings.keep(ctx, keptMappings{})
}

// unfinished ends a change that failed after connections were switched, or may have been: it says which are on, and
// writes customizations again as far as possible.
func (s setups) unfinished(ctx context.Context, cause error, before customizations) error {
	return errors.Join(s.tell(ctx, cause), s.mappings.rescue(ctx, before))
}

// tell adds to the cause which connections are on now.
func (s companyAccess) tell(ctx context.Context, cause error) error {
	if cause == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), rollbackTime)
	defer cancel()
	p, err := s.read(ctx)
	if err != nil {
		return errors.Join(cause, &framework.Problem{
			Summary: "It is not known which connections are on",
			Detail:  "The connections of company " + s.company + " may have been turned on or off before the failure, and their setups cannot be read now.",
			Remedy:  "Look at both setup pages in Business Central, then run terraform apply again.",
			Err:     err,
		})
	}
	return errors.Join(cause, framework.Errorf("The connections after the failure", remedyRepeat,
		"In company %s the Dataverse connection is %s and the Sales connection is %s.", s.company, onOff(p.dataverseOn()), onOff(p.salesOn())))
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// turn turns the Dataverse connection on and tests it, or turns it off.
func (s dataverseSetup) turn(ctx context.Context, id string, on bool) error {
	call := func() error { return s.bc.DisableDataverseConnection(ctx, s.company, id) }
	if on {
		call = func() error { return s.bc.EnableDataverseConnection(ctx, s.company, id, true) }
	}
	err := settle(ctx, call(), "Dataverse", on, func(ctx context.Context) (bool, error) {
		row, _, err := s.bc.DataverseConnectionSetup(ctx, s.company)
		return row.IsEnabled, err
	})
	if err != nil || !on {
		return refused(verb(on)+" the Dataverse connection", err)
	}
	return refused("test the Dataverse connection", s.bc.TestDataverseConnection(ctx, s.company, id))
}

// turn turns the Sales connection on and tests it, or turns it off. Companies that share an environment take
// turns: Business Central writes their rows of nav_connection without telling them apart.
func (s salesSetup) turn(ctx context.Context, id string, on bool) error {
	unlock, err := s.locks.Lock(ctx, "the Sales connections of "+s.dv.Origin())
	if err != nil {
		return err
	}
	defer unlock()
	call := func() error { return s.bc.DisableSalesConnection(ctx, s.company, id) }
	if on {
		call = func() error { return s.bc.EnableSalesConnection(ctx, s.company, id) }
	}
	err = settle(ctx, call(), "Sales", on, func(ctx context.Context) (bool, error) {
		row, _, err := s.bc.SalesConnectionSetup(ctx, s.company)
		return row.IsEnabled && (!on || !row.IsIncomplete), err
	})
	if err != nil || !on {
		return refused(verb(on)+" the Sales connection", err)
	}
	return refused("test the Sales connection", s.bc.TestSalesConnection(ctx, s.company, id))
}

func verb(on bool) string {
	if on {
		return "turn on"
	}
	return "turn off"
}

// settle judges a call by what the setup shows afterwards: an answer of success is not enough, and a lost answer is no
// failure.
func settle(ctx context.Context, err error, connection string, on bool, look func(context.Context) (bool, error)) error {
	if err != nil && !uncertain(err) {
		return err
	}
	is, lookErr := look(ctx)
	switch {
	case lookErr == nil && is == on:
		return nil
	case err != nil:
		return err
	case lookErr != nil:
		return unseenError{lookErr}
	}
	return framework.Errorf("The "+connection+" connection did not change",
		"Look at the setup's page in Business Central, and run terraform apply again.",
		"Business Central accepted the call to %s the %s connection, but the setup does not show it.", verb(on), connection)
}

// unseenError is the failure to see what an accepted call did.
type unseenError struct{ error }

func (e unseenError) Unwrap() error { return e.error }

// uncertain reports whether the call, or an earlier attempt of it, may have been executed.
func uncertain(err error) bool {
	var api *odata.Error
	var unseen unseenError
	return errors.As(err, &unseen) || odata.IsAnswerLost(err) || errors.As(err, &api) && api.AfterLostAnswer
}

// turnedOffSince warns of what turning a connection on costs when the plan could not: the connection was on then.
func turnedOffSince(connection, company, reason string) *framework.Problem {
	return &framework.Problem{
		Summary: "The " + connection + " connection is turned on again",
		Detail: "The " + connection + " connection of company " + company + " was turned off after the plan was made, and this update turns it on again. " +
			because(reason) + resetWarning,
	}
}

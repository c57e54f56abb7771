// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// TestSettle judges a call by what the setup shows afterwards, and an error whose request was not executed by itself.
func TestSettle(t *testing.T) {
	t.Parallel()
	refusal, unread := &odata.Error{StatusCode: 400}, errors.New("unread")
	repeated := &odata.Error{StatusCode: 400, AfterLostAnswer: true}
	for name, c := range map[string]struct {
		call  error
		is    bool
		look  error
		want  error // nil for none
		asked bool
	}{
		"accepted and shown":        {is: true, asked: true},
		"accepted and not seen":     {look: unread, want: unread, asked: true},
		"accepted, seen by halves":  {is: true, look: unread, want: unread, asked: true},
		"refused":                   {call: refusal, is: true, want: refusal},
		"refused at the second try": {call: repeated, is: true, asked: true},
		"refused twice":             {call: repeated, want: repeated, asked: true},
		"refused and not seen":      {call: repeated, is: true, look: unread, want: repeated, asked: true},
		"not seen before":           {call: unseenError{unread}, is: true, asked: true},
	} {
		asked := false
		err := settle(t.Context(), c.call, "Sales", true, func(context.Context) (bool, error) {
			asked = true
			return c.is, c.look
		})
		if asked != c.asked || !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v, looked %t", name, err, asked)
		}
		if uncertain(err) != (c.want == unread || c.want == repeated) { //nolint:errorlint // it is one of the values above
			t.Errorf("%s: uncertain %t", name, uncertain(err))
		}
	}
	for on, want := range map[bool]string{true: "the call to turn on the Sales connection", false: "the call to turn off the Sales connection"} {
		err := settle(t.Context(), nil, "Sales", on, func(context.Context) (bool, error) { return !on, nil })
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("accepted and not shown: %v", err)
		}
	}
}

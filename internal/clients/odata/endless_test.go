// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// TestEndlessLists end where they begin again, after 5,000 pages, or after 500,000 rows.
func TestEndlessLists(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		rows int // of a page
		next func(page int) int
		want odata.EndlessListError
	}{
		"a loop":         {1, func(page int) int { return page % 3 }, odata.EndlessListError{Pages: 4, Rows: 4, Loop: true}},
		"too many pages": {1, func(page int) int { return page }, odata.EndlessListError{Pages: 5_000, Rows: 5_000}},
		"too many rows":  {20_000, func(page int) int { return page }, odata.EndlessListError{Pages: 25, Rows: 500_000}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			value := strings.TrimSuffix(strings.Repeat(`{"id":1},`, test.rows), ",")
			client, _ := newClient(t, transporttest.NewNetworkFunc(func(n int, _ *http.Request) transporttest.Answer {
				return transporttest.Answer{Body: fmt.Sprintf(`{"value":[%s],"@odata.nextLink":"%s/things?page=%d"}`, value, root, test.next(n+1))}
			}))
			_, err := odata.List[thing](t.Context(), client, "things", odata.Query{})
			got, ok := errors.AsType[*odata.EndlessListError](err)
			if test.want.Service, test.want.Path = "Contoso", "things"; !ok || *got != test.want {
				t.Errorf("%+v, want %+v", err, test.want)
			}
		})
	}
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

const root = "https://contoso.example/api/v1"

func newClient(t *testing.T, network *transporttest.Network) (*odata.Client, *transporttest.Clock) {
	t.Helper()
	u, err := url.Parse(root + "/")
	if err != nil {
		t.Fatal(err)
	}
	clock := transporttest.NewClock()
	tr, err := transport.New(transport.Options{
		Service: "Contoso", Origin: u, Scope: "s", Credential: &transporttest.Credential{}, Transporter: network,
		Clock: clock, Jitter: func() float64 { return 0 },
	})
	if err != nil {
		t.Fatal(err)
	}
	return odata.New(tr, u, http.Header{"If-None-Match": {"null"}, "Prefer": {"odata.include-annotations=\"*\""}}, gone), clock
}

type thing struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
}

// gone is the services' own 404 of Contoso.
func gone(e *odata.Error) bool { return e.Code == "0x80040217" || e.Code == "" && e.CodeStated }

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

func answering(t *testing.T, script ...transporttest.Answer) (*Client, *transporttest.Network) {
	t.Helper()
	origin := &url.URL{Scheme: "https", Host: "graph.example"}
	network := transporttest.NewNetwork(script...)
	tr, err := transport.New(transport.Options{Service: "Microsoft Graph", Origin: origin, Transporter: network, TryAgain: TryAgain, Clock: transporttest.NewClock()})
	if err != nil {
		t.Fatal(err)
	}
	return New(tr, origin), network
}

func TestOnlyGraphsOwn404MeansGone(t *testing.T) {
	t.Parallel()
	for body, gone := range map[string]bool{
		`{"error":{"code":"Request_ResourceNotFound","message":"Resource 'x' does not exist."}}`: true,
		`{"error":{"code":"404","message":"Resource 'x' does not exist."}}`:                      false,
		`{"error":{"code":"","message":"account Does Not Exist"}}`:                               false,
		`{"error":{"code":"UnknownError","message":"No."}}`:                                      false,
		`{"error":{"message":"Resource 'x' does not exist."}}`:                                   false,
		``: false,
	} {
		c, _ := answering(t, transporttest.Answer{Status: http.StatusNotFound, Body: body})
		if _, found, err := c.Account(t.Context(), "x"); found || (err == nil) != gone {
			t.Errorf("%s: found %v, %v", body, found, err)
		}
	}
}

// TestAConflictInTheDirectoryIsTriedAgain, of the removal of a license too, which is not repeatable: Graph refused it.
func TestAConflictInTheDirectoryIsTriedAgain(t *testing.T) {
	t.Parallel()
	conflict := transporttest.Answer{Status: http.StatusConflict, Body: `{"error":{"code":"Directory_ConcurrencyViolation","message":"Wait briefly and try again."}}`}
	c, network := answering(t, conflict, conflict, transporttest.Answer{Body: `{"id":"x"}`})
	if err := c.RemoveLicense(t.Context(), "x", "y"); err != nil || len(network.Requests()) != 3 {
		t.Errorf("%v after %d requests", err, len(network.Requests()))
	}
	c, network = answering(t, conflict)
	if err := c.RemoveLicense(t.Context(), "x", "y"); !odata.HasCode(err, "Directory_ConcurrencyViolation") || len(network.Requests()) != 6 || odata.IsAnswerLost(err) {
		t.Errorf("%v after %d requests", err, len(network.Requests()))
	}
	c, network = answering(t, transporttest.Answer{Status: http.StatusConflict, Body: `{"error":{"code":"Request_MultipleObjectsWithSameKeyValue","message":"No."}}`})
	if err := c.RemoveLicense(t.Context(), "x", "y"); err == nil || len(network.Requests()) != 1 {
		t.Errorf("another conflict: %v after %d requests", err, len(network.Requests()))
	}
}

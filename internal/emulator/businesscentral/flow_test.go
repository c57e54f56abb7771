// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"testing"
	"time"
)

func TestWholeSetupInThePersonModel(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Person", `{"businessCentralUrl":"https://bc.contoso.com/Production"}`)
	b.must(request{method: http.MethodPost, path: in(cronus, setCouplings), body: `{"tableId":13,"recordId":"` + salesJo + `","dataverseId":"` + userJo + `"}`})
	b.must(action(cronus, setSalesSetup, sales, "generateFullSynchronizationReview"))
	lines := b.list(in(cronus, setLines))
	t.Log(len(lines), "lines")
	start := action(cronus, setSalesSetup, sales, "startFullSynchronization")
	start.body = `{"runId":"` + fabrikam + `","mappingNames":""}`
	b.must(start)
	b.pass(30 * time.Second)
	for _, l := range b.list(in(cronus, setLines)) {
		t.Log(l["name"], l["recommendation"], l["jobQueueEntryStatus"], l["toIntegrationTableJobStatus"], l["fromIntegrationTableJobStatus"])
	}
	for _, j := range b.list(in(cronus, setSynchJobs)) {
		t.Log(j["mappingName"], j["type"], j["direction"], j["inserted"], j["modified"], j["unchanged"], j["failed"], j["coupled"])
	}
	for _, e := range b.list(in(cronus, setSynchErrors)) {
		t.Log(e["sourceRecord"], e["message"])
	}
}

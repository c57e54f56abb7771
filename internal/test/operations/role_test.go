// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package operations

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/scripts"
)

// organization answers what role.sh asks of Dataverse, and remembers the privileges that the role gets.
type organization struct {
	mu    sync.Mutex
	given map[string]string // level by privilege
	lacks string            // a privilege that the environment does not have
}

func (o *organization) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()

	path, filter := strings.TrimPrefix(r.URL.Path, "/api/data/v9.2/"), r.URL.Query().Get("$filter")

	switch {
	case r.Header.Get("Authorization") != "Bearer t0ken":
		w.WriteHeader(http.StatusUnauthorized)
	case path == "businessunits" && filter == "parentbusinessunitid eq null":
		fmt.Fprint(w, `{"value": [{"businessunitid": "unit"}]}`)
	case path == "roles" && r.Method == http.MethodPost:
		var body map[string]string
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || body["name"] != "Terraform onboarding" || body["businessunitid@odata.bind"] != "/businessunits(unit)" {
			w.WriteHeader(http.StatusBadRequest)
		}

		fmt.Fprint(w, `{"roleid": "role"}`)
	case path == "privileges":
		found := []string{}

		for term := range strings.SplitSeq(filter, " or ") {
			name := strings.TrimSuffix(strings.TrimPrefix(term, "name eq '"), "'")
			if name != o.lacks {
				found = append(found, fmt.Sprintf(`{"privilegeid": %q, "name": %q}`, "id of "+name, name))
			}
		}

		fmt.Fprintf(w, `{"value": [%s]}`, strings.Join(found, ", "))
	case path == "roles(role)/Microsoft.Dynamics.CRM.AddPrivilegesRole":
		var body struct {
			Privileges []struct {
				Depth string `json:"Depth"`
				ID    string `json:"PrivilegeId"`
			} `json:"Privileges"`
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			w.WriteHeader(http.StatusBadRequest)

			return
		}

		for _, p := range body.Privileges {
			o.given[strings.TrimPrefix(p.ID, "id of ")] = p.Depth
		}

		w.WriteHeader(http.StatusNoContent)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// TestRoleScript makes the role of the committed definition, and stops at a privilege that the environment does not have.
func TestRoleScript(t *testing.T) {
	t.Parallel()

	for _, program := range []string{"bash", "curl", "jq"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("the script needs %s", program)
		}
	}

	const file = "../../../examples/bootstrap/rights/onboarding.json"

	var definition struct {
		Privileges []struct {
			Name  string `json:"name"`
			Depth string `json:"depth"`
		} `json:"privileges"`
	}

	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}

	if err := json.Unmarshal(text, &definition); err != nil {
		t.Fatal(err)
	}

	for _, lacks := range []string{"", "prvReadTeam"} {
		o := &organization{given: map[string]string{}, lacks: lacks}
		server := httptest.NewServer(o)
		t.Cleanup(server.Close)

		folder := t.TempDir()
		scripts.Write(t, folder, "az", "#!/bin/sh\necho t0ken\n")

		command := exec.CommandContext(t.Context(), "bash", "../../../examples/bootstrap/role.sh", file, "Terraform onboarding")
		command.Env = append(os.Environ(), "PATH="+folder+":"+os.Getenv("PATH"), "BCSALES_DATAVERSE_URL="+server.URL, "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
		output, err := command.CombinedOutput()

		if lacks != "" {
			if err == nil || len(o.given) > 0 || !strings.Contains(string(output), "Dataverse has no privilege "+lacks) {
				t.Errorf("without %s: %v\n%s", lacks, err, output)
			}

			continue
		}

		if err != nil {
			t.Fatalf("%v\n%s", err, output)
		}

		all := definition.Privileges
		for _, p := range all {
			if o.given[p.Name] != p.Depth {
				t.Errorf("%s has the level %q", p.Name, o.given[p.Name])
			}
		}

		if len(o.given) != len(all) || len(all) < 40 || !strings.Contains(string(output), fmt.Sprintf("has %d privileges", len(all))) {
			t.Errorf("%d of %d privileges: %s", len(o.given), len(all), output)
		}
	}
}

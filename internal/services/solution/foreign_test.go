// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// foreignImport is the minute that another administrator's import takes, on a clock that runs twenty times as fast.
const foreignImport = time.Minute / 20

// slack is what two runs on the same machine may differ by.
const slack = 600 * time.Millisecond

// moments notes when something happened.
type moments struct {
	mu sync.Mutex
	at []time.Time
}

func (m *moments) note() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at = append(m.at, time.Now())
}

// between returns the time from the i-th moment to the next.
func (m *moments) between(i int) time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.at) < i+2 {
		return -1
	}
	return m.at[i+1].Sub(m.at[i])
}

// assignments are two role assignments, of which the second has nothing to do with the solution and begins when the
// first is done.
const assignments = `
resource "bcsales_security_role_assignment" "first" {
  system_user_id   = "000000d1-0000-4000-8000-000000000002"
  role_template_id = "119f245c-3cc8-4b62-b31c-d1a046ced15d"
}

resource "bcsales_security_role_assignment" "unrelated" {
  depends_on       = [bcsales_security_role_assignment.first]
  system_user_id   = "000000d1-0000-4000-8000-000000000002"
  role_template_id = "b4b40b17-cf37-4ea8-b2c5-b580f2f48654"
}
`

// during applies a solution and the assignments, while the service refuses the start of the import as prepare arranges,
// and returns how long the unrelated assignment took. The first one takes its time, so that the refusal has come then.
func during(t *testing.T, prepare func(env *acctest.Env) []acctest.Fault) time.Duration {
	t.Helper()
	env := acctest.New(t)
	const assign = `/systemuserroles_association/\$ref$`
	var assigned moments
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{{
			PreConfig: func() {
				env.Faults(append(prepare(env), acctest.Fault{
					API: acctest.Dataverse, Method: http.MethodPost, Path: assign, Action: "delay", Delay: "500ms", Times: 1,
				})...)
				env.Before(http.MethodPost, assign, assigned.note)
				env.Before(http.MethodPost, assign, assigned.note)
			},
			Config: config(env, file(pack(t, samples.BaseIntegration("1.0.0.0")))) + assignments,
			Check:  installed(env, "1.0.0.0"),
		}},
	})
	return assigned.between(0)
}

// TestUnrelatedWorkDuringForeignImport: while a solution waits for another administrator's import, an assignment of the
// same run takes no longer than without that import, whether the refusal says when to come back or not.
func TestUnrelatedWorkDuringForeignImport(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	alone := during(t, func(*acctest.Env) []acctest.Fault { return nil })
	t.Logf("without another import: %s", alone)
	t.Run("without Retry-After", func(t *testing.T) {
		t.Parallel()
		took := during(t, func(env *acctest.Env) []acctest.Fault {
			const other = "0000f0f0-0000-4000-8000-000000000002"
			env.Insert(operations, acctest.Row{"asyncoperationid": other, "messagename": "ImportSolutionAsync", "operationtype": 54, "statecode": 2, "statuscode": 20})
			env.Before(http.MethodPost, "/ImportSolutionAsync$", func() {
				time.AfterFunc(foreignImport, func() { env.Patch(operations, other, acctest.Row{"statecode": 3, "statuscode": 30}) })
			})
			return nil
		})
		t.Logf("during another import: %s", took)
		if took < 0 || took > alone+slack {
			t.Errorf("the assignment took %s, and %s without another import", took, alone)
		}
	})
	t.Run("with Retry-After", func(t *testing.T) {
		t.Parallel()
		const wait = 2 * time.Second
		var starts moments
		took := during(t, func(env *acctest.Env) []acctest.Fault {
			env.Before(http.MethodPost, "/ImportSolutionAsync$", starts.note)
			env.Before(http.MethodPost, "/ImportSolutionAsync$", starts.note)
			return []acctest.Fault{{
				API: acctest.Dataverse, Method: http.MethodPost, Path: "/ImportSolutionAsync$", Action: "status", Status: http.StatusTooManyRequests, Times: 1,
				Headers: map[string]string{"Retry-After": fmt.Sprint(wait.Seconds())},
				Body:    map[string]any{"error": map[string]any{"code": "0x80071151", "message": "Cannot start another [Import] because there is a previous [Import] running at this moment."}},
			}}
		})
		t.Logf("during another import: %s", took)
		if took < 0 || took > alone+slack {
			t.Errorf("the assignment took %s, and %s without another import", took, alone)
		}
		if between := starts.between(0); between < wait || between > wait+2*slack {
			t.Errorf("the import was started again after %s, want %s", between, wait)
		}
	})
}

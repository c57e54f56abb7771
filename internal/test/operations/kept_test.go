// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package operations

import (
	"strings"
	"testing"
)

// gh is a stand-in of the GitHub CLI with a list of issues, of which the file open holds the number of the open one.
const gh = `
echo "$1 $2 $(echo "${3:-}" | grep -E '^[0-9]+$' || true)" >>"$FOLDER/calls"
for ((i = 1; i <= $#; i++)); do if [ "${!i}" = --body-file ]; then j=$((i + 1)); cp "${!j}" "$FOLDER/body"; fi; done
case "$1 $2" in
"issue list") cat "$FOLDER/open" 2>/dev/null || true ;;
"issue create") echo 7 >"$FOLDER/open" ;;
"issue close") rm "$FOLDER/open" ;;
esac
`

// az is a stand-in of the Azure CLI.
const az = `
for ((i = 1; i <= $#; i++)); do
  j=$((i + 1))
  case "${!i}" in
  --description) printf '%s' "${!j}" >"$FOLDER/body" ;;
  --id) id=${!j} ;;
  --state) state=${!j} ;;
  esac
done
echo "$1 $2 ${3#-*} ${id:-}" | tr -s ' ' >>"$FOLDER/calls"
case "$2 $3" in
"query "*) cat "$FOLDER/open" 2>/dev/null || true ;;
"work-item create") echo 7 >"$FOLDER/open" ;;
"work-item update") if [ -n "${state:-}" ]; then rm "$FOLDER/open"; fi ;;
esac
`

// TestOneIssueIsKept: drift opens one issue or work item, further drift updates it, and its end closes it.
func TestOneIssueIsKept(t *testing.T) {
	t.Parallel()

	for name, test := range map[string]struct {
		program, stand                string
		opened, updated, closed, body string
	}{
		"github/issue.sh":           {"gh", gh, "issue create", "issue edit 7", "issue close 7", "Later: <JO> & <LT>"},
		"azure-devops/work-item.sh": {"az", az, "boards work-item create", "boards work-item update 7", "boards work-item update 7", "<pre>Later: &lt;JO&gt; &amp; &lt;LT&gt;</pre>"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := newScript(t, name, map[string]string{test.program: test.stand})
			for _, step := range []struct{ page, status, want string }{
				{"Nothing.", "0", ""},
				{"First.", "2", test.opened},
				{"Later: <JO> & <LT>", "2", test.updated},
				{"Later: <JO> & <LT>", "2", test.updated},
				{"Nothing.", "0", test.closed},
				{"Nothing.", "0", ""},
				{"Again.", "2", test.opened},
			} {
				s.write("calls", "")
				s.write("page.md", step.page)

				if status, output := s.run("page.md", step.status); status != 0 {
					t.Fatalf("with status %s it ended with %d: %s", step.status, status, output)
				}

				if got := written(s.read("calls")); got != step.want {
					t.Errorf("with status %s it called %q, want %q", step.status, got, step.want)
				}

				if body := strings.TrimSpace(s.read("body")); strings.HasPrefix(step.page, "Later") && body != test.body {
					t.Errorf("the text is %q, want %q", body, test.body)
				}
			}
		})
	}
}

// written returns the calls that change something.
func written(calls string) string {
	var changes []string

	for call := range strings.Lines(calls) {
		call = strings.TrimSpace(call)
		if !strings.HasPrefix(call, "label ") && !strings.HasPrefix(call, "issue list") && !strings.HasPrefix(call, "boards query") {
			changes = append(changes, call)
		}
	}

	return strings.Join(changes, "; ")
}

// TestLongPagesAreCut: a page longer than what an issue or a work item takes is cut.
func TestLongPagesAreCut(t *testing.T) {
	t.Parallel()

	for name, program := range map[string][2]string{"github/issue.sh": {"gh", gh}, "azure-devops/work-item.sh": {"az", az}} {
		s := newScript(t, name, map[string]string{program[0]: program[1]})
		s.write("page.md", strings.Repeat("A line of the page.\n", 10_000))

		if status, output := s.run("page.md", "2"); status != 0 {
			t.Fatalf("%s ended with %d: %s", name, status, output)
		}

		if length := len(s.read("body")); length == 0 || length > 65_536 {
			t.Errorf("%s writes %d characters", name, length)
		}
	}
}

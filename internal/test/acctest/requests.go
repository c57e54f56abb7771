// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// acceptVariable is the environment variable that makes tests write what they expect instead of comparing with it.
const acceptVariable = "BCSALES_TEST_ACCEPT"

// longestBody is how much of a request's body is compared, in bytes.
const longestBody = 600

// requestList is the requests that each configuration of a test may cost. It is a file in the folder testdata of the test's
// package, so that a review shows a request that is new, and one that is no longer made.
type requestList struct {
	t        *testing.T
	path     string
	sections []string
}

func openRequestList(t *testing.T) *requestList {
	t.Helper()
	l := &requestList{t: t, path: filepath.Join("testdata", "requests", strings.ReplaceAll(t.Name(), "/", "-")+".txt")}
	if os.Getenv(acceptVariable) != "" {
		t.Cleanup(l.write)
		return l
	}
	content, err := os.ReadFile(l.path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("reading the expected requests: %v", err)
	}
	l.sections = strings.Split(string(content), "\n\n")
	return l
}

// expect fails the test if the n-th configuration, counted from 0, costs other requests than listed.
func (l *requestList) expect(n int, polled string, made []Exchange) {
	l.t.Helper()
	text := l.summary(polled, made)
	if os.Getenv(acceptVariable) != "" {
		l.sections = append(l.sections, text)
		return
	}
	want := ""
	if n < len(l.sections) {
		want = strings.TrimSpace(l.sections[n])
	}
	if text != want {
		l.t.Errorf("configuration %d costs other requests than %s lists; to list these, run the test with %s=1:\n%s\ninstead of\n%s", n+1, l.path, acceptVariable, text, want)
	}
}

func (l *requestList) write() {
	if len(l.sections) == 0 {
		return
	}
	if err := os.MkdirAll(filepath.Dir(l.path), 0o750); err != nil {
		l.t.Errorf("making the folder for the expected requests: %v", err)
	}
	if err := os.WriteFile(l.path, []byte(strings.Join(l.sections, "\n\n")+"\n"), 0o600); err != nil {
		l.t.Errorf("writing the expected requests: %v", err)
	}
}

// summary lists requests in the order of the alphabet, and how often each was made: the order of those that are made at the same
// time differs from one run to the next.
func (l *requestList) summary(polled string, made []Exchange) string {
	l.t.Helper()
	counts := map[string]int{}
	for _, e := range made {
		at, err := url.Parse(e.URL)
		if err != nil {
			l.t.Fatal(err)
		}
		query, err := url.QueryUnescape(at.RawQuery)
		if err != nil {
			l.t.Fatal(err)
		}
		line := e.Method + " " + at.Path
		if query != "" {
			line += "?" + query
		}
		if body := string(e.RequestBody); body != "" && body != "null" {
			line += " " + body[:min(len(body), longestBody)]
		}
		counts[everyRun(line)]++
		if polled != "" && regexp.MustCompile(polled).MatchString(at.Path) {
			counts[everyRun(line)] = 1
		}
	}
	lines := make([]string, 0, len(counts))
	for _, line := range slices.Sorted(maps.Keys(counts)) {
		lines = append(lines, fmt.Sprintf("%d %s", counts[line], line))
	}
	return strings.Join(lines, "\n")
}

var (
	address = regexp.MustCompile(`127\.0\.0\.1:\d+`)
	instant = regexp.MustCompile(`\d{4}-\d\d-\d\dT[0-9:.]+Z`)
)

// everyRun replaces what differs from one run to the next.
func everyRun(line string) string {
	line = guid.ReplaceAllLiteralString(line, "{id}")
	line = address.ReplaceAllLiteralString(line, "{host}")
	return instant.ReplaceAllLiteralString(line, "{time}")
}

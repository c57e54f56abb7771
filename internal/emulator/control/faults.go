// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// What a fault does.
const (
	ActionStatus      = "status"       // answer with a status, headers and a body; nothing is executed
	ActionDelay       = "delay"        // wait, then go on as usual
	ActionResetBefore = "reset_before" // break the connection before anything is executed
	ActionResetAfter  = "reset_after"  // execute, then break the connection without an answer
	ActionMalformed   = "malformed"    // execute, then cut the body of the answer in the middle
	ActionHang        = "hang"         // take the request and never answer; nothing is executed
	ActionDrip        = "drip"         // execute, then send the answer byte by byte, each after the delay
)

// Fault is one rule. An empty API, Method or Path matches everything. Path is a regular expression that is matched
// against the path, and against path and query, both as sent and unescaped.
type Fault struct {
	API     string   `json:"api"`
	Method  string   `json:"method"`
	Path    string   `json:"path"`
	Action  string   `json:"action"`
	Status  int      `json:"status"`
	Headers Headers  `json:"headers"`
	Body    any      `json:"body"`
	Times   int      `json:"times"` // 0: until the faults are cleared
	Skip    int      `json:"skip"`  // matching requests to let pass first
	Delay   Duration `json:"delay"`

	path *regexp.Regexp
	seen int
}

// Headers are the headers of an answer. A value is written as a string or a number: "Retry-After": 2.
type Headers map[string]string

// UnmarshalJSON accepts both forms.
func (h *Headers) UnmarshalJSON(raw []byte) error {
	var values map[string]any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(&values); err != nil {
		return fmt.Errorf("headers are an object: %w", err)
	}
	*h = Headers{}
	for name, value := range values {
		switch value := value.(type) {
		case string:
			(*h)[name] = value
		case json.Number:
			(*h)[name] = value.String()
		default:
			return fmt.Errorf("the header %s must be a text or a number", name)
		}
	}
	return nil
}

// Duration is written as "1.5s" or as a number of seconds.
type Duration time.Duration

// UnmarshalJSON accepts both forms.
func (d *Duration) UnmarshalJSON(raw []byte) error {
	var seconds float64
	if err := json.Unmarshal(raw, &seconds); err == nil {
		*d = Duration(seconds * float64(time.Second))
		return nil
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return fmt.Errorf("a delay is a text like \"1.5s\" or a number of seconds: %w", err)
	}
	if text == "" {
		return nil
	}
	parsed, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("reading a delay: %w", err)
	}
	*d = Duration(parsed)
	return nil
}

// headerName is the syntax of a header's name (RFC 9110, 5.6.2).
var headerName = regexp.MustCompile("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")

// Fired is a rule and how often it has fired.
type Fired struct {
	API    string `json:"api"`
	Method string `json:"method"`
	Path   string `json:"path"`
	Action string `json:"action"`
	Fired  int    `json:"fired"`
}

// Faults is the list of rules. It is safe for concurrent use.
type Faults struct {
	mu    sync.Mutex
	rules []*Fault
}

// Set replaces the rules.
func (f *Faults) Set(rules []*Fault) error {
	for i, rule := range rules {
		if err := rule.check(); err != nil {
			return fmt.Errorf("fault %d: %w", i, err)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rules = rules
	return nil
}

// List returns each rule and how often it has fired.
func (f *Faults) List() []Fired {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := make([]Fired, len(f.rules))
	for i, rule := range f.rules {
		out[i] = Fired{rule.API, rule.Method, rule.Path, rule.Action, max(rule.seen-rule.Skip, 0)}
	}
	return out
}

// check refuses rules that no request can match and rules whose response cannot be sent.
func (f *Fault) check() error {
	if f == nil {
		return errors.New("it must be a JSON object")
	}
	actions := []string{ActionStatus, ActionDelay, ActionResetBefore, ActionResetAfter, ActionMalformed, ActionHang, ActionDrip}
	methods := []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}
	for name, value := range f.Headers {
		if !headerName.MatchString(name) || strings.ContainsAny(value, "\r\n\x00") {
			return fmt.Errorf("%q: %q is not a valid header", name, value)
		}
	}
	apis := []string{"", "entra", store.Graph, store.Dataverse, store.BusinessCentral}
	switch {
	case !slices.Contains(actions, f.Action):
		return fmt.Errorf("action %q is not one of %s", f.Action, strings.Join(actions, ", "))
	case !slices.Contains(apis, f.API):
		return fmt.Errorf("api %q is not one of %s", f.API, strings.Join(apis[1:], ", "))
	case f.Method != "" && !slices.Contains(methods, strings.ToUpper(f.Method)):
		return fmt.Errorf("method %q is not one of %s", f.Method, strings.Join(methods, ", "))
	case (f.Action == ActionDelay || f.Action == ActionDrip) && f.Delay == 0:
		return fmt.Errorf("the action %s needs a delay greater than 0", f.Action)
	case f.Action != ActionStatus && f.Action != ActionMalformed && (f.Status != 0 || len(f.Headers) > 0 || f.Body != nil):
		return fmt.Errorf("status, headers and body belong to the actions status and malformed, not to %s", f.Action)
	case f.Times < 0 || f.Skip < 0 || f.Delay < 0:
		return errors.New("times, skip and delay must not be negative")
	case f.Action == ActionStatus || f.Action == ActionMalformed && f.Status != 0:
		if f.Status < 200 || f.Status > 599 {
			return fmt.Errorf("status %d is not the status of an answer", f.Status)
		}
	}
	compiled, err := regexp.Compile(f.Path)
	if err != nil {
		return fmt.Errorf("reading the path: %w", err)
	}
	f.path = compiled
	return nil
}

// Match returns the first rule that applies to a request, or nil, and counts it.
func (f *Faults) Match(api string, r *http.Request) *Fault {
	return f.match(api, r, func(*Fault) bool { return true })
}

// MatchPart returns the first rule that applies to a part of a batch and to its answer, or nil, and counts it.
func (f *Faults) MatchPart(api string, part *http.Request) *Fault {
	return f.match(api, part, (*Fault).answers)
}

// MatchBatch returns the first rule that applies to one of the parts and concerns the connection, and therefore the whole
// batch, or nil, and counts it.
func (f *Faults) MatchBatch(api string, parts []*http.Request) *Fault {
	for _, part := range parts {
		if rule := f.match(api, part, func(rule *Fault) bool { return !rule.answers() }); rule != nil {
			return rule
		}
	}
	return nil
}

// answers reports whether a rule changes the answer and leaves the connection alone.
func (f *Fault) answers() bool { return f.Action == ActionStatus || f.Action == ActionMalformed }

func (f *Faults) match(api string, r *http.Request, of func(*Fault) bool) *Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, rule := range f.rules {
		if !of(rule) || !rule.matches(api, r) || rule.Times > 0 && rule.seen >= rule.Skip+rule.Times {
			continue
		}
		rule.seen++
		if rule.seen > rule.Skip {
			copied := *rule
			return &copied
		}
	}
	return nil
}

func (f *Fault) matches(api string, r *http.Request) bool {
	if f.API != "" && f.API != api || f.Method != "" && !strings.EqualFold(f.Method, r.Method) {
		return false
	}
	if f.path.MatchString(r.URL.Path) || f.path.MatchString(r.URL.RequestURI()) {
		return true
	}
	query, err := url.QueryUnescape(r.URL.RawQuery) // clients may or may not escape $ and spaces
	return err == nil && query != "" && f.path.MatchString(r.URL.Path+"?"+query)
}

// Payload is the body of a status fault: JSON unless the rule has it as a string.
func (f *Fault) Payload() []byte {
	switch body := f.Body.(type) {
	case nil:
		return nil
	case string:
		return []byte(body)
	default:
		raw, err := json.Marshal(body)
		if err != nil {
			return nil
		}
		return raw
	}
}

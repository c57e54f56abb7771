// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestOption(t *testing.T) {
	t.Parallel()
	for name, wire := range map[Option]string{
		" ":                          `"_x0020_"`,
		"Full Synchronization":       `"Full_x0020_Synchronization"`,
		"Send Update to Integration": `"Send_x0020_Update_x0020_to_x0020_Integration"`,
		"Team":                       `"Team"`,
		"D365-Sales":                 `"D365_x002D_Sales"`,
		"Übersicht_1":                `"Übersicht_1"`,
		"":                           `""`,
	} {
		encoded, err := json.Marshal(name)
		if err != nil || string(encoded) != wire {
			t.Errorf("%q is %s on the wire, %v", name, encoded, err)
		}
		var decoded Option
		if err := json.Unmarshal([]byte(wire), &decoded); err != nil || decoded != name {
			t.Errorf("%s reads as %q, %v", wire, decoded, err)
		}
	}
	if !Option(" ").IsBlank() || !Option("").IsBlank() || Option("Team").IsBlank() {
		t.Error("IsBlank is wrong")
	}
}

func TestOldestCompanion(t *testing.T) {
	t.Parallel()
	if got := oldestCompanion().String(); got != MinimumCompanionVersion {
		t.Errorf("got %s, want %s", got, MinimumCompanionVersion)
	}
}

// TestProbesShareARefusal asks a company without the companion once for all resources of a plan, and again later.
func TestProbesShareARefusal(t *testing.T) {
	t.Parallel()
	p := newProbes()
	now := time.Now()
	p.now = func() time.Time { return now }
	asked := 0
	ask := func(context.Context) (Connector, error) { asked++; return Connector{}, &CompanionError{CompanyID: "a"} }
	for range 20 {
		if _, err := p.connector(t.Context(), "a", ask); !IsCompanionMissing(err) {
			t.Fatalf("got %v", err)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times, want 1", asked)
	}
	now = now.Add(refusalKept)
	if _, err := p.connector(t.Context(), "a", ask); !IsCompanionMissing(err) || asked != 2 {
		t.Errorf("asked %d times, got %v", asked, err)
	}
}

// TestProbes asks once for a company, and again after a refusal.
func TestProbes(t *testing.T) {
	t.Parallel()
	p := newProbes()
	var asked atomic.Int64
	refusal := errors.New("refused")
	if _, err := p.connector(context.Background(), "a", func(context.Context) (Connector, error) { asked.Add(1); return Connector{}, refusal }); !errors.Is(err, refusal) {
		t.Fatalf("got %v", err)
	}
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			connector, err := p.connector(context.Background(), "a", func(context.Context) (Connector, error) { asked.Add(1); return Connector{Version: "1.0.0.0"}, nil })
			if err != nil || connector.Version != "1.0.0.0" {
				t.Errorf("got %v, %v", connector, err)
			}
		})
	}
	wait.Wait()
	if asked.Load() != 2 {
		t.Errorf("asked %d times, want 2", asked.Load())
	}
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.connector(canceled, "a", nil); err != nil {
		t.Errorf("a known answer needs no context: %v", err)
	}
}

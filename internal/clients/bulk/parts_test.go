// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package bulk

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// library is a table whose rows lie in parts: the key "a/1" lies in the part "a". Every part has every number.
type library struct {
	mu    sync.Mutex
	some  [][]string
	all   [][]string
	gone  map[string]bool
	pause func()
}

func part(key string) string {
	name, _, _ := strings.Cut(key, "/")
	return name
}

func (l *library) source() Source[string, string] {
	return Source[string, string]{
		MaxKeys: 2, Part: part,
		Some: func(_ context.Context, keys []string) (map[string]string, error) {
			l.mu.Lock()
			defer l.mu.Unlock()
			slices.Sort(keys)
			l.some = append(l.some, keys)
			rows := map[string]string{}
			for _, key := range keys {
				if !l.gone[key] {
					rows[key] = key
				}
			}
			return rows, nil
		},
		All: func(_ context.Context, parts []string) (map[string]string, error) {
			l.mu.Lock()
			rows := map[string]string{}
			for _, name := range []string{"a", "b", "c"} {
				for _, number := range []string{"1", "2", "3"} {
					if key := name + "/" + number; (len(parts) == 0 || slices.Contains(parts, name)) && !l.gone[key] {
						rows[key] = key
					}
				}
			}
			l.all = append(l.all, parts)
			pause := l.pause
			l.mu.Unlock()
			if pause != nil {
				pause()
			}
			return rows, nil
		},
	}
}

func (l *library) lose(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.gone = map[string]bool{key: true}
}

// reads asks for the keys one after another and compares what was asked of the service.
func (l *library) reads(t *testing.T, r *Reader[string, string], keys string, some, all int) {
	t.Helper()
	l.some, l.all = nil, nil
	for key := range strings.FieldsSeq(keys) {
		row, found, err := r.Get(t.Context(), key)
		if err != nil || found == l.gone[key] || found && row != key {
			t.Errorf("Get(%s) = %q, %v, %v", key, row, found, err)
		}
	}
	if len(l.some) != some || len(l.all) != all {
		t.Errorf("%s: asked for some rows: %v, and for all of: %v; wanted %d and %d requests", keys, l.some, l.all, some, all)
	}
}

func TestReaderReadsOnlyThePartsThatMatter(t *testing.T) {
	t.Parallel()
	l := &library{}
	r := New(l.source())
	l.reads(t, r, "a/2 a/1 a/2", 2, 0)
	l.reads(t, r, "a/3 a/1", 0, 1)
	if len(l.all[0]) != 1 || l.all[0][0] != "a" {
		t.Errorf("read the parts %v", l.all[0])
	}
	l.reads(t, r, "b/1 b/2 a/3", 0, 1) // the other part only: this one is at hand
	if len(l.all[0]) != 1 || l.all[0][0] != "b" {
		t.Errorf("read the parts %v", l.all[0])
	}
	l.reads(t, r, "c/1 c/2 a/1 b/1", 0, 1) // more parts than a request may name
	if len(l.all[0]) != 0 {
		t.Errorf("read the parts %v", l.all[0])
	}
}

func TestReaderForgetsEverything(t *testing.T) {
	t.Parallel()
	l := &library{}
	r := New(l.source())
	l.reads(t, r, "b/1 b/2 a/1 a/2", 2, 1)
	l.lose("a/2")
	r.ForgetAll()
	l.reads(t, r, "a/2 a/1", 0, 1)
}

// TestReaderDropsWhatAWriteOvertook forgets while a read is under way: what that read brings is not used again.
func TestReaderDropsWhatAWriteOvertook(t *testing.T) {
	t.Parallel()
	for name, forget := range map[string]func(r *Reader[string, string]){
		"one row":    func(r *Reader[string, string]) { r.Forget("a/2") },
		"everything": func(r *Reader[string, string]) { r.ForgetAll() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := &library{}
			r := New(l.source())
			l.reads(t, r, "b/1 b/2", 2, 0)
			l.pause = func() {
				l.lose("a/2")
				forget(r)
			}
			if _, found, err := r.Get(t.Context(), "a/2"); err != nil || !found {
				t.Fatalf("the read that was under way = %v, %v", found, err)
			}
			l.pause = nil
			if _, found, err := r.Get(t.Context(), "a/2"); err != nil || found {
				t.Errorf("after the write Get = %v, %v", found, err)
			}
		})
	}
}

// TestReaderRemembersAWriteWhileItReadsAnotherPart asks for a row that was written while another part is read: the copy
// from before the write, which is fresh still, does not answer.
func TestReaderRemembersAWriteWhileItReadsAnotherPart(t *testing.T) {
	t.Parallel()
	l := &library{}
	r := New(l.source())
	l.reads(t, r, "c/1 c/2", 2, 0)
	if _, found, err := r.Get(t.Context(), "a/2"); err != nil || !found {
		t.Fatalf("Get = %v, %v", found, err)
	}
	l.lose("a/2")
	r.Forget("a/2")
	reading, written := make(chan struct{}), make(chan struct{})
	l.pause = func() {
		close(reading)
		<-written
	}
	other := make(chan error)
	go func() {
		_, _, err := r.Get(t.Context(), "b/1")
		other <- err
	}()
	<-reading
	l.mu.Lock()
	l.pause = nil
	l.mu.Unlock()
	r.mu.Lock()
	_, _, known := r.known("a/2")
	r.mu.Unlock()
	if known {
		t.Error("the copy from before the write answers")
	}
	close(written)
	if err := <-other; err != nil {
		t.Fatal(err)
	}
	if _, found, err := r.Get(t.Context(), "a/2"); err != nil || found {
		t.Errorf("after the write Get = %v, %v", found, err)
	}
}

// TestReaderAnswersEveryPartOfAGroup asks at the same time for a row that was written since its part was read, and for one of a
// part that was not read yet.
func TestReaderAnswersEveryPartOfAGroup(t *testing.T) {
	t.Parallel()
	l := &library{}
	r := New(l.source())
	l.reads(t, r, "a/1 a/2 a/3", 2, 1)
	r.Forget("a/1")
	r.mu.Lock()
	g := r.join(t.Context(), "a/1")
	if r.join(t.Context(), "b/1") != g {
		t.Error("the two are not read together")
	}
	r.mu.Unlock()
	<-g.done
	for _, key := range []string{"a/1", "b/1"} {
		if one := g.answers[key]; !one.found || one.value != key {
			t.Errorf("%s = %+v", key, one)
		}
	}
}

func TestReaderKeepsWhatItRead(t *testing.T) {
	t.Parallel()
	l := &library{}
	source := l.source()
	source.All = nil
	r := New(source)
	now := time.Now()
	r.now = func() time.Time { return now }
	l.reads(t, r, strings.Repeat("a/1 ", 3), 1, 0)
	r.Forget("a/1")
	l.reads(t, r, "a/1", 1, 0)
	l.reads(t, r, strings.Repeat("b/1 ", 2), 1, 0)
	now = now.Add(fresh)
	l.reads(t, r, "b/1", 1, 0)
	r.ForgetAll()
	l.reads(t, r, "b/1", 1, 0)
	l.lose("c/1")
	l.reads(t, r, strings.Repeat("c/1 ", 2), 1, 0) // it stays missing unless it is written
	r.Forget("c/1")
	l.reads(t, r, "c/1", 1, 0)
}

// TestReaderAsksAgainForWhatIsNotSettled: what is missing stays missing in a plan, and no longer.
func TestReaderAsksAgainForWhatIsNotSettled(t *testing.T) {
	t.Parallel()
	l := &library{}
	run := &Run{}
	source := l.source()
	source.Run, source.Settled = run, func(_ string, found bool) bool { return found }
	r := New(source)
	l.lose("a/2")
	l.reads(t, r, "a/2 a/1 a/3 a/2", 2, 1)
	run.Change()
	l.reads(t, r, "a/2 a/1 a/2", 2, 0)
	l.mu.Lock()
	l.gone = nil // created by something else that did not announce it
	l.mu.Unlock()
	l.reads(t, r, "a/2", 1, 0)
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package bulk

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// table is a service with rows 0..n-1 that counts how it is asked.
type table struct {
	mu         sync.Mutex
	n          int
	some, all  int
	mostKeys   int
	fail       error
	generation int
}

func (s *table) source() Source[int, string] {
	return Source[int, string]{
		MaxKeys: 10,
		Some: func(_ context.Context, keys []int) (map[int]string, error) {
			time.Sleep(time.Millisecond)
			s.mu.Lock()
			defer s.mu.Unlock()
			s.some++
			s.mostKeys = max(s.mostKeys, len(keys))
			rows := map[int]string{}
			for _, key := range keys {
				if key < s.n {
					rows[key] = s.row(key)
				}
			}
			return rows, s.fail
		},
		All: func(context.Context, []string) (map[int]string, error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.all++
			rows := map[int]string{}
			for key := range s.n {
				rows[key] = s.row(key)
			}
			return rows, s.fail
		},
	}
}

func (s *table) row(key int) string { return strconv.Itoa(s.generation) + "/" + strconv.Itoa(key) }

func getAll(t *testing.T, r *Reader[int, string], n int) {
	t.Helper()
	var group sync.WaitGroup
	gate := make(chan struct{}, 10)
	for key := range n {
		group.Add(1)
		gate <- struct{}{}
		go func() {
			defer group.Done()
			defer func() { <-gate }()
			row, found, err := r.Get(t.Context(), key)
			if err != nil || !found || row != "0/"+strconv.Itoa(key) {
				t.Errorf("Get(%d) = %q, %v, %v", key, row, found, err)
			}
		}()
	}
	group.Wait()
}

func TestReaderReadsOneRowWithoutTheTable(t *testing.T) {
	t.Parallel()
	s := &table{n: 20000}
	r := New(s.source())
	if row, found, err := r.Get(t.Context(), 7); err != nil || !found || row != "0/7" {
		t.Fatalf("Get = %q, %v, %v", row, found, err)
	}
	if _, found, err := r.Get(t.Context(), 20001); err != nil || found {
		t.Fatalf("Get of a missing row = %v, %v", found, err)
	}
	for range 3 {
		if row, _, err := r.Get(t.Context(), 7); err != nil || row != "0/7" {
			t.Fatalf("Get again = %q, %v", row, err)
		}
	}
	if s.all != 0 || s.some != 2 {
		t.Errorf("asked %d times for some rows and %d times for all", s.some, s.all)
	}
}

func TestReaderReadsManyRowsAtOnce(t *testing.T) {
	t.Parallel()
	s := &table{n: 1000}
	r := New(s.source())
	getAll(t, r, 1000)
	if s.all != 1 || s.some != singly {
		t.Errorf("1,000 look-ups cost %d requests for some rows and %d for all", s.some, s.all)
	}
	if s.mostKeys > 10 {
		t.Errorf("one request asked for %d keys", s.mostKeys)
	}
}

// TestReaderLetsNoCrowdWait: the second read for single rows begins beside the first one when many wait for it, and no other does.
func TestReaderLetsNoCrowdWait(t *testing.T) {
	t.Parallel()
	const takes = 50 * time.Millisecond
	for callers, want := range map[int]time.Duration{1: takes, crowded: 2 * takes, crowded + 1: takes, crowded + 11: 2 * takes} {
		synctest.Test(t, func(t *testing.T) {
			s := table{n: 100}
			source := s.source()
			some := source.Some
			source.MaxKeys = crowded
			source.Some = func(ctx context.Context, keys []int) (map[int]string, error) {
				time.Sleep(takes - time.Millisecond)
				return some(ctx, keys)
			}
			all := source.All
			source.All = func(ctx context.Context, parts []string) (map[int]string, error) {
				time.Sleep(takes)
				return all(ctx, parts)
			}
			r := New(source)
			var group sync.WaitGroup
			began := time.Now()
			for key := range callers {
				group.Go(func() {
					if _, _, err := r.Get(t.Context(), key); err != nil {
						t.Error(err)
					}
				})
				synctest.Wait()
			}
			group.Wait()
			if took := time.Since(began); took != want || s.some > singly {
				t.Errorf("%d look-ups: %s and %d reads of single rows, want %s", callers, took, s.some, want)
			}
		})
	}
}

func TestReaderAsksAgainAfterAWrite(t *testing.T) {
	t.Parallel()
	s := &table{n: 100}
	r := New(s.source())
	getAll(t, r, 50)
	s.mu.Lock()
	s.generation = 1
	s.mu.Unlock()
	r.Forget(3)
	if row, _, err := r.Get(t.Context(), 3); err != nil || row != "1/3" {
		t.Errorf("after the write Get = %q, %v", row, err)
	}
	if row, _, err := r.Get(t.Context(), 4); err != nil || row != "0/4" {
		t.Errorf("a row that was not written = %q, %v", row, err)
	}
	if s.all != 1 {
		t.Errorf("the table was read %d times", s.all)
	}
}

func TestReaderReportsErrorsToEveryCaller(t *testing.T) {
	t.Parallel()
	fail := errors.New("refused")
	s := &table{n: 10, fail: fail}
	r := New(s.source())
	if _, _, err := r.Get(t.Context(), 1); !errors.Is(err, fail) {
		t.Errorf("Get = %v", err)
	}
	s.mu.Lock()
	s.fail = nil
	s.mu.Unlock()
	if _, found, err := r.Get(t.Context(), 1); err != nil || !found {
		t.Errorf("after the failure Get = %v, %v", found, err)
	}
}

func TestReaderLetsACallerGiveUp(t *testing.T) {
	t.Parallel()
	s := &table{n: 1}
	source := s.source()
	release := make(chan struct{})
	some := source.Some
	source.Some = func(ctx context.Context, keys []int) (map[int]string, error) {
		<-release
		return some(ctx, keys)
	}
	r := New(source)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := r.Get(ctx, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("Get = %v", err)
	}
	close(release)
}

// TestReaderJoinsCallersOfOneKey lets callers of the same row wait for one request, even where a request takes one key.
func TestReaderJoinsCallersOfOneKey(t *testing.T) {
	t.Parallel()
	s := &table{n: 1}
	source := s.source()
	source.MaxKeys = 1
	release := make(chan struct{})
	some := source.Some
	source.Some = func(ctx context.Context, keys []int) (map[int]string, error) {
		<-release
		return some(ctx, keys)
	}
	r := New(source)
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if _, found, err := r.Get(t.Context(), 0); err != nil || !found {
				t.Errorf("Get = %v, %v", found, err)
			}
		})
	}
	time.Sleep(20 * time.Millisecond)
	close(release)
	group.Wait()
	if s.some > 2 {
		t.Errorf("20 callers cost %d requests", s.some)
	}
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package bulk

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestOnceNobodyDependsOnAnother: the request goes on while somebody waits for it, and a caller waits no longer than its own
// context lets it.
func TestOnceNobodyDependsOnAnother(t *testing.T) {
	t.Parallel()
	var once Once[int]
	var asked atomic.Int64
	release, begun := make(chan struct{}), make(chan struct{})
	ask := func(ctx context.Context) (int, error) {
		if asked.Add(1) == 1 {
			close(begun)
		}
		select {
		case <-release:
			return 7, nil
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	first, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() { _, err := once.Get(first, "GET x at Contoso", ask); left <- err }()
	<-begun
	answered := make(chan error, 1)
	go func() { _, err := once.Get(t.Context(), "GET x at Contoso", ask); answered <- err }()
	time.Sleep(10 * time.Millisecond) // until the second waits too
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("the first: %v", err)
	}
	close(release)
	if err := <-answered; err != nil || asked.Load() != 1 {
		t.Errorf("the second: %v, asked %d times", err, asked.Load())
	}
	if got, ok := once.Known(); !ok || got != 7 {
		t.Errorf("known: %d, %v", got, ok)
	}
	once.Forget(func(answer int) bool { return answer == 7 })
	if got, ok := once.Known(); ok || got != 0 {
		t.Errorf("after Forget: %d, %v", got, ok)
	}
	once.Put(8)
	if got, err := once.Get(t.Context(), "GET x at Contoso", ask); err != nil || got != 8 {
		t.Errorf("after Put: %d, %v", got, err)
	}
}

// TestOnceIsAskedAgainForThoseWhoHaveMoreTime: the deadline of the caller who asked is not that of those who came later.
func TestOnceIsAskedAgainForThoseWhoHaveMoreTime(t *testing.T) {
	t.Parallel()
	var once Once[int]
	var asked atomic.Int64
	begun := make(chan struct{})
	ask := func(ctx context.Context) (int, error) {
		if asked.Add(1) == 1 {
			close(begun)
			<-ctx.Done()
			return 0, ctx.Err()
		}
		return 7, nil
	}
	short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	go func() { _, _ = once.Get(short, "GET x at Contoso", ask) }()
	<-begun
	if got, err := once.Get(t.Context(), "GET x at Contoso", ask); err != nil || got != 7 || asked.Load() != 2 {
		t.Errorf("%d, %v, asked %d times", got, err, asked.Load())
	}
}

// TestReaderNobodyDependsOnAnother: a read that hangs ends with those who wait for it, keeps nobody longer than its own
// context, and holds up the others for a moment only.
func TestReaderNobodyDependsOnAnother(t *testing.T) {
	t.Parallel()
	hung := make(chan struct{})
	ended := make(chan error, 1)
	r := New(Source[int, string]{Request: "GET x at Contoso", MaxKeys: 1, Some: func(ctx context.Context, keys []int) (map[int]string, error) {
		if keys[0] != 1 {
			return map[int]string{keys[0]: "row"}, nil
		}
		close(hung)
		<-ctx.Done()
		ended <- ctx.Err()
		return nil, ctx.Err()
	}})
	slow, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
	defer cancel()
	waited := make(chan error, 1)
	go func() { _, _, err := r.Get(slow, 1); waited <- err }()
	<-hung
	short, end := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer end()
	if _, _, err := r.Get(short, 2); !errors.Is(err, context.DeadlineExceeded) || !strings.HasPrefix(err.Error(), "GET x at Contoso, which several resources share: the operation's timeout ended") {
		t.Errorf("with little time: %v", err)
	}
	begun := time.Now()
	if row, found, err := r.Get(t.Context(), 3); err != nil || !found || row != "row" || time.Since(begun) > 3*time.Second {
		t.Errorf("behind the one that hangs: %q, %v, %v after %v", row, found, err, time.Since(begun))
	}
	if err := <-waited; !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the one that hangs: %v", err)
	}
	select {
	case err := <-ended:
		if err == nil {
			t.Error("the context of the read has not ended")
		}
	case <-time.After(time.Second):
		t.Error("the read goes on without anybody who waits for it")
	}
}

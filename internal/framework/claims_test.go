// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// renaming is one run that creates an object at a new address and destroys it at the old one.
type renaming struct {
	t       *testing.T
	service *service
	session *inprocess.Session
	old     inprocess.Object
	made    inprocess.Object
}

// newRenaming makes the thing in an earlier run.
func newRenaming(t *testing.T) *renaming {
	t.Helper()
	r := &renaming{t: t, service: newService()}
	r.start()
	r.old = r.create()
	r.start()
	return r
}

// start begins another run.
func (r *renaming) start() {
	r.t.Helper()
	session, err := inprocess.Start(r.t.Context(), factories(r.service, ready())["fake"])
	if err != nil {
		r.t.Fatal(err)
	}
	config, err := session.Provider(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	if answer := session.Configure(r.t.Context(), config); answer.Failed() {
		r.t.Fatal(answer.Errors())
	}
	r.session = session
}

func (r *renaming) create() inprocess.Object {
	r.t.Helper()
	config, err := r.session.Resource("fake_thing", map[string]any{"name": "a", "color": "red"})
	if err != nil {
		r.t.Fatal(err)
	}
	plan, answer := r.session.Plan(r.t.Context(), "fake_thing", inprocess.Object{}, config)
	if !answer.Failed() {
		r.made, answer = r.session.Apply(r.t.Context(), "fake_thing", plan)
	}
	if len(answer) > 0 {
		r.t.Errorf("creating: %s%s", answer.Errors(), answer.Warnings())
	}
	return r.made
}

// destroy destroys the object and returns the warnings.
func (r *renaming) destroy(object inprocess.Object) string {
	r.t.Helper()
	plan, answer := r.session.PlanDestroy(r.t.Context(), "fake_thing", object)
	if !answer.Failed() {
		_, answer = r.session.Apply(r.t.Context(), "fake_thing", plan)
	}
	if answer.Failed() {
		r.t.Errorf("destroying: %s", answer.Errors())
	}
	return answer.Warnings()
}

// TestCreationAndDeletionOfOneObject lets one run create an object and destroy it at another address, in every order. The
// object is there afterwards, and it is removed in the end if a run of Terraform has made it.
func TestCreationAndDeletionOfOneObject(t *testing.T) {
	t.Parallel()
	const pause = 20 * time.Millisecond
	for _, tc := range []struct {
		name string
		run  func(r *renaming)
		// stays says that a later destruction leaves the object: the creation found it and cannot know who made it.
		stays bool
	}{
		{"creation first", func(r *renaming) {
			r.create()
			if told := r.destroy(r.old); !strings.Contains(told, "Not removed: the thing a") || !strings.Contains(told, "moved block") {
				r.t.Errorf("destroying said %q", told)
			}
		}, true},
		{"deletion first", func(r *renaming) {
			if told := r.destroy(r.old); told != "" {
				r.t.Errorf("destroying said %q", told)
			}
			r.create()
		}, false},
		{"deletion begins after the creation has looked", func(r *renaming) {
			done := make(chan struct{})
			r.service.create = func() error {
				r.service.create = nil
				// The creation holds a lock that the deletion waits for.
				go func() { defer close(done); r.destroy(r.old) }()
				time.Sleep(pause)
				return nil
			}
			r.create()
			<-done
		}, false},
		{"deletion has removed it and not ended when the creation looks", func(r *renaming) {
			removed, created := make(chan struct{}), make(chan struct{})
			r.service.remove = func() {
				r.service.remove = nil
				close(removed)
				time.Sleep(pause)
			}
			go func() { defer close(created); <-removed; r.create() }()
			r.destroy(r.old)
			<-created
		}, false},
		{"both at once", func(r *renaming) {
			done := make(chan struct{})
			go func() { defer close(done); r.destroy(r.old) }()
			r.create()
			<-done
			r.made = inprocess.Object{} // either order is right
		}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := newRenaming(t)
			tc.run(r)
			if err := r.service.is("a", "red"); err != nil {
				t.Fatal(err)
			}
			if !r.made.Exists() {
				return
			}
			r.start()
			r.destroy(r.made)
			if left := len(r.service.things) == 1; left != tc.stays {
				t.Errorf("left in place: %t, want %t", left, tc.stays)
			}
		})
	}
}

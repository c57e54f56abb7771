// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"fmt"
	"strings"
	"sync"
)

// Object names an object of a service. Two addresses of a configuration, or two resource types, may stand for the same
// one, and an apply may create the one and destroy the other.
type Object struct {
	// Type is the name of the resource type that has the object for its own, without the provider's prefix.
	Type string
	// ID is the id that the resource type gives it; letter case does not matter.
	ID string
}

func (o Object) key() string { return o.Type + "/" + strings.ToLower(o.ID) }

// claims is what the operations of one run know of each other. Terraform creates, updates and destroys in one provider
// process, but hands nothing from one to the other: the destruction of an old address would remove what the new one has
// just taken up.
type claims struct {
	mu      sync.Mutex
	objects map[string]*claim
	ended   int // how many removals have ended
}

type claim struct {
	taken    int           // by how many operations
	removing chan struct{} // closed when the removal that is under way ends
	removed  int           // what ended counted when the last removal of the object ended
}

func newClaims() *claims { return &claims{objects: map[string]*claim{}} }

func (c *claims) of(o Object) *claim {
	one, known := c.objects[o.key()]
	if !known {
		one = &claim{}
		c.objects[o.key()] = one
	}
	return one
}

// moment returns a mark of the present, for take.
func (c *claims) moment() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ended
}

// take claims the object for a creation that looked for it after the moment since. It fails when the object was being
// removed since then: what the creation has seen is not true any more. It never waits: its caller may hold locks that the
// removal waits for.
func (c *claims) take(o Object, since int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	one := c.of(o)
	if one.removing != nil || one.removed > since {
		return &removedError{o, one.removing}
	}
	one.taken++
	return nil
}

// takeUp claims the object, when need be after the end of its removal. It comes before any look at the object.
func (c *claims) takeUp(ctx context.Context, o Object) error {
	for {
		err := c.take(o, c.moment())
		removed, ok := err.(*removedError) //nolint:errorlint // take returns no other
		if !ok {
			return nil
		}
		if err := removed.wait(ctx); err != nil {
			return err
		}
	}
}

func (c *claims) release(o Object) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.of(o).taken--
}

// remove carries out the removal of an object unless this run has taken the object up.
func (c *claims) remove(ctx context.Context, o Object, removal func() error) (done bool, err error) {
	for {
		c.mu.Lock()
		one := c.of(o)
		other := one.removing
		if one.taken > 0 {
			c.mu.Unlock()
			return false, nil
		}
		if other == nil {
			one.removing = make(chan struct{})
			c.mu.Unlock()
			break
		}
		c.mu.Unlock()
		if err := (&removedError{o, other}).wait(ctx); err != nil {
			return false, err
		}
	}
	defer func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.ended++
		one := c.of(o)
		close(one.removing)
		one.removing, one.removed = nil, c.ended
	}()
	return true, removal()
}

// removedError says that this run removes the object which an operation wants to take up.
type removedError struct {
	object Object
	ends   <-chan struct{} // nil when the removal has ended
}

func (e *removedError) Error() string {
	return "the same run removes " + e.object.Type + " " + e.object.ID
}

func (e *removedError) wait(ctx context.Context) error {
	if e.ends == nil {
		return nil
	}
	select {
	case <-e.ends:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting until the same run has removed %s %s: %w", e.object.Type, e.object.ID, ctx.Err())
	}
}

// TakeUp keeps an object that this operation needs, besides its own, from being removed by another operation of this run.
// When the removal is under way, it waits for the end. Call it before looking whether the object is there.
func (c *Clients) TakeUp(ctx context.Context, o Object) error { return c.claims.takeUp(ctx, o) }

// Release ends what TakeUp began, for an operation that does not need the object after all.
func (c *Clients) Release(o Object) { c.claims.release(o) }

// Remove carries out the removal of an object, besides the operation's own, unless another operation of this run has taken
// the object up. done reports whether the removal was carried out.
func (c *Clients) Remove(ctx context.Context, o Object, removal func() error) (done bool, err error) {
	return c.claims.remove(ctx, o, removal)
}

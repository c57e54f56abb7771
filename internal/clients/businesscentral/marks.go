// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"

	"github.com/google/uuid"
)

// marks say which configuration made a row of the companion's: rows whose ids Business Central chooses. The companion keeps a
// mark for as long as the row is the same, and a coupling has the same partner.
type marks struct {
	// own is the client's mark, made of environment and configuration: a copied environment has the marks of the original.
	own string
	// joining is the mark of a coupling whose user was to become a member of the company's owning team with it.
	joining string
	// named is false for a client without a configuration of its own, which shares what its identity made.
	named bool
}

func newMarks(at Place, configuration string) marks {
	text := "bcsales\x00" + strings.ToLower(at.Environment) + "\x00" + configuration
	mark := func(text string) string { return uuid.NewSHA1(uuid.NameSpaceURL, []byte(text)).String() }
	return marks{own: mark(text), joining: mark(text + "\x00member"), named: configuration != ""}
}

// owns reports whether the client's configuration made a row. A row without a mark was made by an earlier version or by
// somebody else. The identity that made it decides only if the configuration has no name.
func (m marks) owns(mark string, createdByCaller bool) bool {
	if mark == "" || mark == uuid.Nil.String() {
		return createdByCaller && !m.named
	}
	return strings.EqualFold(mark, m.own) || strings.EqualFold(mark, m.joining)
}

// of returns the mark of a coupling, with which a membership may come.
func (m marks) of(joining bool) string {
	if joining {
		return m.joining
	}
	return m.own
}

// OwnsDataverseConnectionSetup reports whether the client's configuration made the setup.
func (c *Client) OwnsDataverseConnectionSetup(row DataverseConnectionSetup) bool {
	return c.marks.owns(row.Mark, row.CreatedByCaller)
}

// OwnsSalesConnectionSetup reports whether the client's configuration made the setup.
func (c *Client) OwnsSalesConnectionSetup(row SalesConnectionSetup) bool {
	return c.marks.owns(row.Mark, row.CreatedByCaller)
}

// OwnsRecordCoupling reports whether the client's configuration made the coupling.
func (c *Client) OwnsRecordCoupling(row RecordCoupling) bool {
	return c.marks.owns(row.Mark, row.CreatedByCaller)
}

// CameWithMembership reports whether the client's configuration was to make the coupled user a member of the owning team with the
// coupling. It outlives an interruption, which the state does not.
func (c *Client) CameWithMembership(row RecordCoupling) bool {
	return strings.EqualFold(row.Mark, c.marks.joining)
}

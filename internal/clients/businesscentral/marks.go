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
	// named is false for a client without a configuration of its own, which shares what its identity made.
	named bool
}

func newMarks(at Place, configuration string) marks {
	text := "bcsales\x00" + strings.ToLower(at.Environment) + "\x00" + configuration
	return marks{own: uuid.NewSHA1(uuid.NameSpaceURL, []byte(text)).String(), named: configuration != ""}
}

// owns reports whether the client's configuration made a row. A row without a mark is one of an earlier version, or of
// somebody else; the identity that made it tells only for a configuration that shares everything with others.
func (m marks) owns(mark string, createdByCaller bool) bool {
	if mark == "" || mark == uuid.Nil.String() {
		return createdByCaller && !m.named
	}
	return strings.EqualFold(mark, m.own)
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

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import "github.com/hashicorp/terraform-plugin-framework/types"

// Base holds the attributes that every resource has. Models embed it.
type Base struct {
	ID       types.String `tfsdk:"id"`
	Timeouts types.Object `tfsdk:"timeouts"`
}

func (b *Base) base() *Base { return b }

// Model is satisfied by a pointer to a struct that embeds [Base].
type Model[M any] interface {
	*M
	base() *Base
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package model

import "io"

// WriteMetadata writes the CSDL document of one service of the model.
func (m *Model) WriteMetadata(w io.Writer, service string) error {
	_, err := io.WriteString(w, "")
	return err
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

func (s *Service) batch(c *Context, body []byte) (*answer, error) {
	return nil, s.dialect.unsupported("Batch requests are not supported.")
}

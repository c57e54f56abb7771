// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import "strings"

func join(names []string) string { return strings.Join(names, ",") }

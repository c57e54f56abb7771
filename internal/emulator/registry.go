// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"maps"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/entra"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// Texts returns the texts, codes and numbers of all services' refusals by stable names, for tests.
func Texts() map[string]string {
	all := map[string]string{"codeLimitExecution": codeLimitExecution, "codeLimitRequests": codeLimitRequests, "codeLimitConcurrent": codeLimitConcurrent}
	for _, some := range []map[string]string{businesscentral.Texts(), dataverse.Codes(), odatasvc.DataverseCodes(), graph.Texts(), entra.Codes()} {
		maps.Copy(all, some)
	}
	return all
}

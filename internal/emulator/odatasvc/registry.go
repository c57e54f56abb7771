// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

// DataverseCodes returns the codes of the Web API itself
// by stable names: a registry for tests that ask which of them a client meets. Whoever adds one decides here whether clients
// are expected to meet it.
func DataverseCodes() map[string]string {
	return map[string]string{
		"codeUnexpected":      codeUnexpected,
		"codeAbsent":          codeAbsent,
		"codeDuplicate":       codeDuplicate,
		"codeNotSupported":    codeNotSupported,
		"codeTooLong":         codeTooLong,
		"codePayload":         codePayload,
		"codeVersionMismatch": codeVersionMismatch,
		"codeVersionMissing":  codeVersionMissing,
		"codeOData":           codeOData,
		"codeKeyAbsent":       codeKeyAbsent,
	}
}

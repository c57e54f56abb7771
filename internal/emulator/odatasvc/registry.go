// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

// DataverseCodes returns the codes of the Web API by stable names, for tests of which refusals a client handles.
// When you add one, decide here whether clients are expected to handle it.
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

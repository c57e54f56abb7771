// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

import (
	"fmt"
	"os"
	"strings"
)

// application returns the application's id: that of the first level that has one, as itself or in a file, which is how HCP Terraform
// gives each alias of a provider its own. It is empty where there is none; ok is whether no problem was reported.
func (r *resolver) application() (id string, ok bool) {
	for _, l := range levels() {
		own, isSet := r.clientID().at(l, r.lookup)
		path, inFile := r.clientIDFilePath().at(l, r.lookup)
		if !inFile {
			if isSet {
				return own.value, true
			}
			continue
		}
		data, err := os.ReadFile(path.value)
		text := strings.TrimSpace(string(data))
		switch {
		case err != nil:
			r.problem("client_id_file_path", "The application's id cannot be read", fmt.Sprintf("%s: %v.", path.name, err))
		case text == "" || strings.ContainsAny(text, " \t\r\n"):
			r.problem("client_id_file_path", "The file holds no client id", fmt.Sprintf("%s names %s, which must hold the client id of the "+
				"application and nothing else.", path.name, path.value))
		case isSet && !strings.EqualFold(own.value, text):
			r.problem("client_id_file_path", "Two applications are named", fmt.Sprintf("%s and the file that %s names hold different ids. "+
				"Keep one of them.", own.name, path.name))
		default:
			return text, true
		}
		return "", false
	}
	return "", true
}

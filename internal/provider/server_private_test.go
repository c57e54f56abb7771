// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"testing"
)

// TestPrivateState comes back as the framework wrote it, and is written by its values.
func TestPrivateState(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ framework, short string }{
		"nothing":                         {"", ""},
		"values":                          {`{"at":"ImEgYiI=","member":"eyJpZCI6MX0="}`, `={"at":"a b","member":{"id":1}}`},
		"a value of the framework":        {`{".import_before_read":"dHJ1ZQ=="}`, `={".import_before_read":true}`},
		"no values":                       {`{}`, `={}`},
		"another provider's":              {`{"schema_version":"1","e2bfb730":{"create":600}}`, `{"schema_version":"1","e2bfb730":{"create":600}}`},
		"a value that is no JSON":         {`{"at":"YSBi"}`, `{"at":"YSBi"}`},
		"what is not the framework's":     {`=`, `=`},
		"what begins as if it were short": {`={"at"`, `={"at"`},
	} {
		if got := string(short([]byte(tc.framework))); got != tc.short {
			t.Errorf("%s is written as %q, want %q", name, got, tc.short)
		}
		if got := string(long([]byte(tc.short))); got != tc.framework {
			t.Errorf("%s is read as %q, want %q", name, got, tc.framework)
		}
	}
	// What an earlier version wrote is read as it is.
	const earlier = `{"at":"ImEgYiI="}`
	if got := string(long([]byte(earlier))); got != earlier {
		t.Errorf("read as %q", got)
	}
	// Spaces and letters that HTML reserves come back as JSON that means the same.
	encoded, err := json.Marshal(map[string][]byte{"names": []byte(`[ "<a & b>" ]`)})
	if err != nil {
		t.Fatal(err)
	}
	var back map[string][]byte
	var names []string
	if err := json.Unmarshal(long(short(encoded)), &back); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(back["names"], &names); err != nil || len(names) != 1 || names[0] != "<a & b>" {
		t.Errorf("%q, %v", names, err)
	}
}

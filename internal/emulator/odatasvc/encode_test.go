// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEncode(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"null", "true", "12", "-1.5", "1e30", `""`, `"a\"b\\c\u0001\n"`, `"Größe ✓"`, `"<a>&b"`, "[]", "{}",
		`[1,"x",null,{"b":[true],"a":{"c":1}}]`,
	} {
		var want, got any
		if err := json.Unmarshal([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		raw := encode(Canonical(want))
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Fatalf("%s became %s: %v", text, raw, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s became %s: %s", text, raw, diff)
		}
	}
	if got := string(encode(map[string]any{"b": Row{"x": []string{"y"}}, "a": "<&>"})); got != `{"a":"<&>","b":{"x":["y"]}}` {
		t.Errorf("got %s", got)
	}
}

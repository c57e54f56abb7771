// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// TestServiceDocumentListsTheMetadata compares the sets and singletons of both.
func TestServiceDocumentListsTheMetadata(t *testing.T) {
	t.Parallel()
	declared := regexp.MustCompile(`<(EntitySet|Singleton) Name="([^"]+)"`)
	for _, api := range []string{store.Dataverse, store.Graph, store.BusinessCentral} {
		t.Run(api, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, api)
			rows, _ := b.get("/").object()["value"].([]any)
			listed, want := make([]string, 0, len(rows)), make([]string, 0, len(rows))
			for _, row := range rows {
				object, _ := row.(map[string]any)
				listed = append(listed, fmt.Sprint(object["kind"], " ", object["url"]))
			}
			for _, m := range declared.FindAllStringSubmatch(b.get("/$metadata").Body.String(), -1) {
				want = append(want, m[1]+" "+m[2])
			}
			slices.Sort(listed)
			slices.Sort(want)
			if len(want) == 0 || !slices.Equal(listed, want) {
				t.Errorf("the service document lists %v, the metadata has %v", listed, want)
			}
		})
	}
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package samples_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
)

// manifest is the part of solution.xml that readers use.
type manifest struct {
	UniqueName string `xml:"SolutionManifest>UniqueName"`
	Version    string `xml:"SolutionManifest>Version"`
	Managed    string `xml:"SolutionManifest>Managed"`
	Publisher  string `xml:"SolutionManifest>Publisher>UniqueName"`
	Names      []struct {
		Description string `xml:"description,attr"`
	} `xml:"SolutionManifest>LocalizedNames>LocalizedName"`
	Required []struct {
		Solution string `xml:"solution,attr"`
	} `xml:"SolutionManifest>MissingDependencies>MissingDependency>Required"`
}

func TestBytes(t *testing.T) {
	t.Parallel()

	tests := map[string]struct {
		solution samples.Solution
		managed  string
		name     string
		required []string
		file     string
	}{
		"base": {
			solution: samples.BaseIntegration("1.2.0.7"),
			managed:  "1",
			name:     "Business Central Dataverse Base Integration",
			file:     "bcbi_CdsBaseIntegration_1_2_0_7_managed.zip",
		},
		"unmanaged with dependencies and characters to escape": {
			solution: samples.Solution{
				UniqueName: "x", FriendlyName: `A & "B" <C>`, Version: "1.0.0.0", Publisher: "p", Unmanaged: true,
				Dependencies: []samples.Dependency{{UniqueName: "msdynce_Sales", Version: "9.0.1.2"}, {UniqueName: "b", Version: "1.0.0.0"}},
			},
			managed:  "0",
			name:     `A & "B" <C>`,
			required: []string{"msdynce_Sales (9.0.1.2)", "b (1.0.0.0)"},
			file:     "x_1_0_0_0.zip",
		},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			content, err := test.solution.Bytes()
			if err != nil {
				t.Fatal(err)
			}

			got := readManifest(t, content)
			if got.UniqueName != test.solution.UniqueName || got.Version != test.solution.Version || got.Managed != test.managed {
				t.Errorf("manifest = %+v", got)
			}

			if len(got.Names) != 1 || got.Names[0].Description != test.name {
				t.Errorf("names = %+v, want %q", got.Names, test.name)
			}

			required := make([]string, 0, len(got.Required))
			for _, dependency := range got.Required {
				required = append(required, dependency.Solution)
			}

			if diff := cmp.Diff(test.required, required, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("dependencies (-want +got):\n%s", diff)
			}

			again, err := test.solution.Bytes()
			if err != nil || !bytes.Equal(content, again) {
				t.Errorf("a second package differs (error %v)", err)
			}

			path, err := test.solution.WriteFile(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}

			if filepath.Base(path) != test.file {
				t.Errorf("file = %s, want %s", filepath.Base(path), test.file)
			}

			written, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(content, written) {
				t.Errorf("the file's content differs (error %v)", err)
			}
		})
	}
}

func TestBytesRefusesIncompleteDescription(t *testing.T) {
	t.Parallel()

	for _, solution := range []samples.Solution{{Version: "1.0.0.0"}, {UniqueName: "x"}} {
		if _, err := solution.Bytes(); !errors.Is(err, samples.ErrInvalidSolution) {
			t.Errorf("%+v: error = %v", solution, err)
		}

		if _, err := solution.WriteFile(t.TempDir()); !errors.Is(err, samples.ErrInvalidSolution) {
			t.Errorf("%+v: error = %v", solution, err)
		}
	}
}

func TestWriteFileNamesTheSolution(t *testing.T) {
	t.Parallel()

	_, err := samples.SalesIntegration("1.0.0.0").WriteFile(filepath.Join(t.TempDir(), "missing"))
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error = %v", err)
	}
}

func readManifest(t *testing.T, content []byte) manifest {
	t.Helper()

	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}

	var result manifest

	for _, name := range []string{"solution.xml", "customizations.xml", "[Content_Types].xml"} {
		file, err := archive.Open(name)
		if err != nil {
			t.Fatal(err)
		}

		text, err := io.ReadAll(file)
		if err != nil {
			t.Fatal(err)
		}

		if err := xml.Unmarshal(text, new(struct{})); err != nil {
			t.Errorf("%s: %v", name, err)
		}

		if name == "solution.xml" {
			if err := xml.Unmarshal(text, &result); err != nil {
				t.Error(err)
			}
		}
	}

	return result
}

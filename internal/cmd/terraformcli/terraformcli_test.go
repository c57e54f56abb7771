// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package terraformcli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/scripts"
)

func TestParseVersion(t *testing.T) {
	t.Parallel()

	for text, want := range map[string]string{
		"1.11.4":         "1.11.4",
		"v1.12.6":        "1.12.6",
		"1.14.0-beta2":   "1.14.0",
		"1.11":           "",
		"1.x.0":          "",
		"1.-1.0":         "",
		"":               "",
		"2.0.0-dev-fork": "2.0.0",
	} {
		got, err := parseVersion(text)
		if want == "" {
			if !errors.Is(err, errVersion) {
				t.Errorf("%q: error = %v", text, err)
			}

			continue
		}

		if err != nil || got.String() != want {
			t.Errorf("%q = %s, %v, want %s", text, got, err, want)
		}
	}
}

func TestVersionLess(t *testing.T) {
	t.Parallel()

	if !(version{1, 9, 9}).less(version{1, 11, 0}) || (version{1, 11, 0}).less(version{1, 11, 0}) || (version{2, 0, 0}).less(version{1, 11, 0}) {
		t.Error("versions are not compared number by number")
	}
}

// fakeProgram writes a program that reports the given version like a real one.
func fakeProgram(t *testing.T, folder string, kind Kind, reported string) string {
	t.Helper()

	if runtime.GOOS == "windows" {
		t.Skip("the stand-in for terraform is a shell script")
	}

	title := "Terraform"
	if kind == OpenTofu {
		title = "OpenTofu"
	}

	script := fmt.Sprintf("#!/bin/sh\n[ -f \"$TF_CLI_CONFIG_FILE\" ] || exit 3\n"+
		"if [ \"$2\" = -json ]; then echo '{\"terraform_version\":%q}'; else echo %s v%s; fi\n", reported, title, reported)

	return scripts.Write(t, folder, string(kind), script)
}

func TestFind(t *testing.T) {
	tests := map[string]struct {
		onPath  map[Kind]string
		inCache bool
		named   string
		want    Kind
		version string
		missing bool
		failure string
	}{
		"terraform comes first":             {onPath: map[Kind]string{Terraform: "1.11.4", OpenTofu: "1.12.6"}, want: Terraform, version: "1.11.4"},
		"an old terraform is passed over":   {onPath: map[Kind]string{Terraform: "1.10.5", OpenTofu: "1.12.0"}, want: OpenTofu, version: "1.12.0"},
		"what was obtained earlier is used": {inCache: true, want: OpenTofu, version: openTofuVersion},
		"nothing there":                     {missing: true, failure: "neither terraform nor tofu was found"},
		"only old ones":                     {onPath: map[Kind]string{OpenTofu: "1.11.9"}, missing: true, failure: "is too old: the provider needs 1.12.0 or later"},
		"the variable wins":                 {onPath: map[Kind]string{Terraform: "1.11.4"}, named: "1.13.0", want: OpenTofu, version: "1.13.0"},
		"the variable is never replaced":    {onPath: map[Kind]string{Terraform: "1.11.4"}, named: "1.0.0", failure: PathVariable},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			folder, cache := t.TempDir(), t.TempDir()
			t.Setenv("PATH", folder)
			t.Setenv("HOME", cache)
			t.Setenv("XDG_CACHE_HOME", cache)
			t.Setenv(PathVariable, "")

			for kind, reported := range test.onPath {
				fakeProgram(t, folder, kind, reported)
			}

			if test.inCache {
				own, err := CacheDir()
				if err != nil {
					t.Fatal(err)
				}

				target := cachedOpenTofu(own)
				if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
					t.Fatal(err)
				}

				fakeProgram(t, filepath.Dir(target), OpenTofu, openTofuVersion)
			}

			if test.named != "" {
				t.Setenv(PathVariable, fakeProgram(t, t.TempDir(), OpenTofu, test.named))
			}

			cli, err := Find(t.Context())
			if test.failure != "" {
				if err == nil || !strings.Contains(err.Error(), test.failure) || errors.Is(err, ErrNotFound) != test.missing {
					t.Fatalf("error = %v, want one with %q", err, test.failure)
				}

				return
			}

			if err != nil {
				t.Fatal(err)
			}

			if cli.Kind != test.want || cli.Version != test.version || !filepath.IsAbs(cli.Path) {
				t.Errorf("found %+v", cli)
			}
		})
	}
}

func TestPublishKeepsWhatAnotherRunPutThere(t *testing.T) {
	t.Parallel()

	target := filepath.Join(t.TempDir(), "opentofu", "tofu")

	fill := func(content string) func(string) error {
		return func(folder string) error {
			return os.WriteFile(filepath.Join(folder, "tofu"), []byte(content), 0o600)
		}
	}

	for _, content := range []string{"first", "second"} {
		path, err := publish(target, fill(content))
		if err != nil || path != target {
			t.Fatalf("publish = %s, %v", path, err)
		}
	}

	content, err := os.ReadFile(target)
	if err != nil || string(content) != "first" {
		t.Errorf("content = %q, %v", content, err)
	}

	errBroken := errors.New("broken")
	if _, err := publish(filepath.Join(t.TempDir(), "a", "b"), func(string) error { return errBroken }); !errors.Is(err, errBroken) {
		t.Errorf("error = %v", err)
	}

	left, err := filepath.Glob(filepath.Join(filepath.Dir(filepath.Dir(target)), ".new-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestEnviron(t *testing.T) {
	t.Parallel()

	got := Environ([]string{"HOME=/h", "TF_CLI_ARGS=-x", "TF_LOG=DEBUG", "CHECKPOINT_DISABLE=0", "BCSALES_TENANT_ID=t"}, "/c")
	want := []string{
		"HOME=/h", "TF_LOG=DEBUG", "BCSALES_TENANT_ID=t",
		"TF_CLI_CONFIG_FILE=/c", "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1", "TF_INPUT=0",
	}

	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("environment (-want +got):\n%s", diff)
	}
}

func TestTestEnvironment(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())

	for kind, want := range map[Kind][]string{
		Terraform: {PathVariable, "CHECKPOINT_DISABLE", "TF_CLI_CONFIG_FILE"},
		OpenTofu:  {PathVariable, "CHECKPOINT_DISABLE", "TF_CLI_CONFIG_FILE", "TF_ACC_PROVIDER_NAMESPACE", "TF_ACC_PROVIDER_HOST"},
	} {
		variables, err := CLI{Path: "/p", Kind: kind}.TestEnvironment()
		if err != nil {
			t.Fatal(err)
		}

		names := make([]string, 0, len(variables))

		for _, variable := range variables {
			name, value, _ := strings.Cut(variable, "=")
			names = append(names, name)

			if name == "TF_CLI_CONFIG_FILE" {
				if content, err := os.ReadFile(value); err != nil || len(content) > 0 {
					t.Errorf("%s: the configuration file must exist and be empty: %q, %v", kind, content, err)
				}
			}
		}

		if !slices.Equal(names, want) {
			t.Errorf("%s: %v, want %v", kind, names, want)
		}
	}
}

func TestMirrorAndOverrides(t *testing.T) {
	t.Parallel()

	folder := t.TempDir()
	provider := filepath.Join(folder, providerProgram)

	if err := os.WriteFile(provider, []byte("program"), 0o700); err != nil {
		t.Fatal(err)
	}

	config, err := Mirror(folder, provider, OpenTofu)
	if err != nil {
		t.Fatal(err)
	}

	content, err := os.ReadFile(config)
	if err != nil || !strings.Contains(string(content), filepath.ToSlash(filepath.Join(folder, "mirror"))) {
		t.Errorf("configuration = %s, %v", content, err)
	}

	program := filepath.Join(folder, "mirror", "registry.opentofu.org", "bcsales", "bcsales", LocalVersion,
		runtime.GOOS+"_"+runtime.GOARCH, executable(providerProgram+"_v"+LocalVersion))
	if mirrored, err := os.ReadFile(program); err != nil || string(mirrored) != "program" {
		t.Errorf("mirrored program = %q, %v", mirrored, err)
	}

	config, err = Overrides(t.TempDir(), provider)
	if err != nil {
		t.Fatal(err)
	}

	content, err = os.ReadFile(config)
	if err != nil || strings.Count(string(content), filepath.ToSlash(folder)) != 2 {
		t.Errorf("configuration = %s, %v", content, err)
	}
}

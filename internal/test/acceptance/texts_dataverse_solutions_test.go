// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// edited writes a package in which one file has a text replaced, and returns its
// path; without a text, the file is omitted.
func (g *guide) edited(s samples.Solution, file, old, with string) string {
	g.t.Helper()
	content, err := s.Bytes()
	if err != nil {
		g.t.Fatal(err)
	}
	from, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		g.t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, entry := range from.File {
		if entry.Name == file && old == "" {
			continue
		}
		r, err := entry.Open()
		if err != nil {
			g.t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			g.t.Fatal(err)
		}
		if entry.Name == file {
			if !bytes.Contains(text, []byte(old)) {
				g.t.Fatalf("%s has no %s", file, old)
			}
			text = bytes.Replace(text, []byte(old), []byte(with), 1)
		}
		w, err := to.Create(entry.Name)
		if err == nil {
			_, err = w.Write(text)
		}
		if err != nil {
			g.t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		g.t.Fatal(err)
	}
	path := filepath.Join(g.t.TempDir(), "edited.zip")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		g.t.Fatal(err)
	}
	return filepath.ToSlash(path)
}

// textPackage is the resource of a package.
func textPackage(s samples.Solution, lines ...string) func(g *guide) string {
	return func(g *guide) string {
		path, err := s.WriteFile(g.t.TempDir())
		if err != nil {
			g.t.Fatal(err)
		}
		return g.block("bcsales_solution", fmt.Sprintf("file = %q\n", filepath.ToSlash(path))+strings.Join(lines, "\n"))
	}
}

func dataverseSolutionTexts() []provoked {
	base := samples.BaseIntegration
	// broken is the configuration of a package that Dataverse does not accept, with the error in it.
	broken := func(file, old, with string) func(g *guide) string {
		return func(g *guide) string {
			return g.block("bcsales_solution", fmt.Sprintf("file = %q", g.edited(base("1.0.0.0"), file, old, with)))
		}
	}
	beforeCall := func(call string, change func(env *acctest.Env)) func(env *acctest.Env) {
		return func(env *acctest.Env) { env.Before("POST", "/"+call+"$", func() { change(env) }) }
	}
	before := func(change func(env *acctest.Env)) func(t *testing.T, env *acctest.Env) {
		return func(_ *testing.T, env *acctest.Env) { change(env) }
	}
	insert := func(row acctest.Row) func(env *acctest.Env) {
		return func(env *acctest.Env) { env.Insert(dataverseSet("solutions"), row) }
	}
	installed := func(env *acctest.Env, name string) string {
		return fmt.Sprint(env.Find(dataverseSet("solutions"), "uniquename", name)["solutionid"])
	}
	baseOf := func(version string, managed bool) acctest.Row {
		return acctest.Row{"uniquename": samples.BaseIntegrationName, "version": version, "ismanaged": managed}
	}
	needy, open := base("1.0.0.0"), base("1.0.0.0")
	needy.Dependencies = []samples.Dependency{{UniqueName: "Other", Version: "4.0.0.0"}}
	open.Unmanaged = true
	removable := textPackage(base("1.0.0.0"), `deletion_policy = "uninstall"`)
	platform := func(policy string) func(g *guide) string {
		return func(g *guide) string {
			return g.block("bcsales_solution", fmt.Sprintf("unique_name = \"System\"\ndeletion_policy = %q", policy))
		}
	}
	const asShipped = "Give the zip file as the solution's publisher ships it"
	return []provoked{
		{name: "package without customizations", texts: []string{"codeBadZip"}, want: "0x80048060", remedy: asShipped, config: broken("customizations.xml", "", "")},
		{name: "package with broken customizations", texts: []string{"codeImportNotWellFormed"}, want: "0x80048013", remedy: asShipped, config: broken("customizations.xml", "</ImportExportXml>", "<")},
		{name: "package of an old platform", texts: []string{"codePackageNotValid"}, want: "0x80048066", remedy: "Get a current package from the solution's publisher", config: broken("solution.xml", `SolutionPackageVersion="9.2"`, `SolutionPackageVersion="4.0"`)},
		{name: "package of a newer platform", texts: []string{"codePackageTooNew"}, want: "0x80048068", remedy: "exported from a newer version of Dataverse", config: broken("solution.xml", `SolutionPackageVersion="9.2"`, `SolutionPackageVersion="9.9"`)},
		{name: "package with a version of one number", texts: []string{"codeSolutionVersion"}, want: "0x8004f01e", remedy: "Give the solution a version of two to four numbers", config: broken("solution.xml", "<Version>1.0.0.0<", "<Version>1<")},
		{name: "package with an invalid name", texts: []string{"codeSolutionName"}, want: "only letters, digits and _ are allowed", remedy: "Give the path of a managed solution", config: broken("solution.xml", "<UniqueName>"+samples.BaseIntegrationName, "<UniqueName>1 Base")},
		{
			name: "package whose dependency is removed during the run", texts: []string{"codeImportDependencies"}, config: textPackage(needy), want: "0x8004801d", remedy: "Install what is missing first",
			before: before(func(env *acctest.Env) {
				insert(acctest.Row{"uniquename": "Other", "version": "4.0.0.0", "ismanaged": true})(env)
				beforeCall("ImportSolutionAsync", func(env *acctest.Env) { env.Delete(dataverseSet("solutions"), installed(env, "Other")) })(env)
			}),
		},
		{
			name: "upgrade of a solution that is removed during the run", texts: []string{"codeImportFailed"}, first: textPackage(base("1.0.0.0")), config: textPackage(base("2.0.0.0")),
			want: "Cannot create a holding solution for missing base", remedy: "run terraform apply again",
			change: beforeCall("StageAndUpgradeAsync", func(env *acctest.Env) {
				env.Delete(dataverseSet("solutions"), installed(env, samples.BaseIntegrationName))
			}),
		},
		{
			name: "package that is older than what somebody installs during the run", texts: []string{"codeManagedOlder"}, config: textPackage(base("1.0.0.0")), want: "0x80048038", remedy: "Somebody installed a newer version during the run",
			before: before(beforeCall("StageSolution", insert(baseOf("9.0.0.0", true)))),
		},
		{
			name: "package over an unmanaged solution of somebody else", texts: []string{"codeManagedOverOpen"}, config: textPackage(base("1.0.0.0")), want: "0x80048040", remedy: "Remove the unmanaged solution of the same name",
			before: before(beforeCall("StageSolution", insert(baseOf("0.1.0.0", false)))),
		},
		{
			name: "unmanaged package over a managed solution", texts: []string{"codeOpenOverManaged"}, config: textPackage(open), want: "The solution package is unmanaged", remedy: "Give the managed package",
			before: before(insert(baseOf("0.1.0.0", true))),
		},
		{
			name: "upgrade of a patched solution", texts: []string{"codePatched"}, first: textPackage(base("1.0.0.0")), config: textPackage(base("2.0.0.0")), want: "0x80048538", remedy: "Delete the patches that the service names",
			change: func(env *acctest.Env) {
				insert(acctest.Row{"uniquename": "Base_Patch", "version": "1.0.1.0", "ismanaged": true, "_parentsolutionid_value": installed(env, samples.BaseIntegrationName)})(env)
			},
		},
		{
			name: "solution that somebody needs during the run", texts: []string{"codeInUse"}, first: removable, destroy: true, want: "0x8004f01f", remedy: "Remove or change what depends on it first",
			change: beforeCall("UninstallSolutionAsync", func(env *acctest.Env) {
				env.Insert(dataverseSet("dependencies"), acctest.Row{
					"dependencyid": textUnit, "requiredcomponentbasesolutionid": installed(env, samples.BaseIntegrationName), "dependentcomponentbasesolutionid": textTeam,
				})
			}),
			repair: func(env *acctest.Env) { env.Delete(dataverseSet("dependencies"), textUnit) },
		},
		{
			name: "solution of the platform", texts: []string{"codeRestrictedSolution"}, before: before(insert(acctest.Row{"uniquename": "System", "version": "1.0.0.0", "ismanaged": true})),
			first: imported("bcsales_solution", func(*acctest.Env) string { return "System" }, platform("uninstall")), destroy: true, last: platform("retain"),
			want: "0x8004f005", remedy: `Set deletion_policy to "retain"`,
		},
	}
}

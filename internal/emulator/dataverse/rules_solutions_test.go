// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
)

// edited changes a file in a package; an empty text removes the file.
func edited(t *testing.T, s samples.Solution, file string, change func(string) string) string {
	t.Helper()
	content, err := s.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	in, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if _, err := text.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		changed := text.String()
		if f.Name == file {
			if changed = change(changed); changed == "" {
				continue
			}
		}
		w, err := archive.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(changed)); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(out.Bytes())
}

func replacing(old, with string) func(string) string {
	return func(text string) string { return strings.Replace(text, old, with, 1) }
}

// packages stores the packages for the solution rules in the organization's variables.
func packages(h *organization) {
	plain := func(version string) samples.Solution {
		return samples.Solution{UniqueName: "Plain", Version: version}
	}
	h.vars["plain1"] = pack(h.t, plain("1.0.0.0"))
	h.vars["plain2"] = pack(h.t, plain("2.0.0.0"))
	open := plain("1.0.0.0")
	open.Unmanaged = true
	h.vars["open"] = pack(h.t, open)
	needy := samples.Solution{UniqueName: "Needy", Version: "1.0.0.0", Dependencies: []samples.Dependency{{UniqueName: "Plain", Version: "2.0.0.0"}}}
	h.vars["needy"] = pack(h.t, needy)
	handmade := samples.Solution{UniqueName: "Handmade", Version: "1.0.0.0", Dependencies: []samples.Dependency{{UniqueName: "Active"}}}
	h.vars["handmade"] = pack(h.t, handmade)
	h.vars["nozip"] = base64.StdEncoding.EncodeToString([]byte("this is no zip"))
	h.vars["headless"] = edited(h.t, plain("1.0.0.0"), "customizations.xml", func(string) string { return "" })
	h.vars["broken"] = edited(h.t, plain("1.0.0.0"), "solution.xml", replacing("</SolutionManifest>", ""))
	h.vars["garbled"] = edited(h.t, plain("1.0.0.0"), "customizations.xml", replacing("</ImportExportXml>", "<"))
	h.vars["newer"] = edited(h.t, plain("1.0.0.0"), "solution.xml", replacing(`SolutionPackageVersion="9.2"`, `SolutionPackageVersion="9.9"`))
	h.vars["older"] = edited(h.t, plain("1.0.0.0"), "solution.xml", replacing(`SolutionPackageVersion="9.2"`, `SolutionPackageVersion="8.2"`))
	h.vars["ancient"] = edited(h.t, plain("1.0.0.0"), "solution.xml", replacing(`SolutionPackageVersion="9.2"`, `SolutionPackageVersion=""`))
	h.vars["unnamed"] = edited(h.t, plain("1.0.0.0"), "solution.xml", replacing("<UniqueName>Plain<", "<UniqueName>1 Plain<"))
	h.vars["unversioned"] = edited(h.t, plain("1.0.0.0"), "solution.xml", replacing("<Version>1.0.0.0<", "<Version>one<"))
}

// with installs packages before a rule is tested.
func with(names ...string) func(h *organization) {
	return func(h *organization) {
		packages(h)
		for _, name := range names {
			a := h.outcome(h.must("POST", "ImportSolutionAsync", importing(name)))
			if a.status != 0 {
				h.t.Fatalf("importing %s: %s %s", name, a.code, a.message)
			}
		}
	}
}

func solutionRules() []rule {
	stage := func(name string, status int, code, text string) try {
		return try{method: "POST", path: "StageSolution", body: `{"CustomizationFile": "{` + name + `}"}`, status: status, code: code, text: text}
	}
	fine := stage("plain1", 200, "", "")
	create := func(body string, status int, code, text string) try {
		return try{method: "POST", path: "solutions", body: body, status: status, code: code, text: text}
	}
	made := create(`{"uniquename": "Made", "friendlyname": "Made", "version": "1.0", "publisherid@odata.bind": "/publishers({publisher})"}`, 204, "", "")
	found := func(name string) func(h *organization) {
		return func(h *organization) {
			with(name)(h)
			h.vars["installed"] = h.find("solutions", func(r store.Row) bool { return r.String("uniquename") == "Plain" }, "solutionid")
		}
	}
	return []rule{
		{name: "no zip", prepare: packages, refused: stage("nozip", 400, "0x80048060", "The solution file is invalid."), passes: fine},
		{name: "a file is missing in the zip", prepare: packages, refused: stage("headless", 400, "0x80048060", "solution.xml, customizations.xml, and [Content_Types].xml"), passes: fine},
		{name: "a manifest that is not well formed", prepare: packages, refused: stage("broken", 400, "0x80048013", "This file is not well formed."), passes: fine},
		{name: "a package of a newer platform", prepare: packages, refused: stage("newer", 400, "0x80048068", "You can only import solutions with a package version of 9.2 or earlier"), passes: fine},
		{name: "a package of no platform", prepare: packages, refused: stage("ancient", 400, "0x80048066", "that cannot be imported into this system"), passes: fine},
		{name: "a unique name", prepare: packages, refused: stage("unnamed", 400, "0x8004f002", "Invalid character specified for solution unique name."), passes: fine},
		{name: "a version", prepare: packages, refused: stage("unversioned", 400, "0x8004f01e", "version"), passes: fine},
		{
			name: "staging takes System Administrator", prepare: packages,
			refused: try{as: appReader, method: "POST", path: "StageSolution", body: `{"CustomizationFile": "{plain1}"}`, status: 403, code: "0x80040220", text: "is missing prvImportCustomization privilege"},
			passes:  fine,
		},
		{name: "creating a name once", prepare: with("plain1"), refused: create(`{"uniquename": "Plain", "version": "1.0", "publisherid@odata.bind": "/publishers({publisher})"}`, 400, "0x8004f023", "The solution unique name 'Plain' is already being used and cannot be used again."), passes: made},
		{name: "creating a valid name", refused: create(`{"uniquename": "no name", "version": "1.0", "publisherid@odata.bind": "/publishers({publisher})"}`, 400, "0x8004f002", ""), passes: made},
		{name: "creating a valid version", refused: create(`{"uniquename": "Made", "version": "x", "publisherid@odata.bind": "/publishers({publisher})"}`, 400, "0x8004f01e", ""), passes: made},
		{name: "creating with a publisher", refused: create(`{"uniquename": "Made", "version": "1.0"}`, 400, "0x80040200", "publisherid"), passes: made},
		{
			name: "a managed solution is not edited", prepare: found("plain1"),
			refused: try{method: "PATCH", path: "solutions({installed})", body: `{"friendlyname": "X"}`, status: 400, code: "0x8004f024", text: "Cannot update solution 'Plain' because it is a managed solution."},
			passes:  ok("GET", "solutions({installed})?$select=uniquename,version,ismanaged", ""),
		},
		{
			name: "an unmanaged one is", prepare: found("open"),
			refused: try{method: "PATCH", path: "solutions({installed})", body: `{"version": "x"}`, status: 400, code: "0x8004f01e"},
			passes:  ok("PATCH", "solutions({installed})", `{"friendlyname": "X"}`),
		},
		{
			name: "a restricted solution stays",
			prepare: func(h *organization) {
				found("plain1")(h)
				h.put("solutions", "default", store.Row{"uniquename": "Default", "ismanaged": false, "version": "1.0"})
			},
			refused: try{method: "DELETE", path: "solutions({default})", status: 400, code: "0x8004f005", text: "Attempting to delete a restricted solution."},
			passes:  ok("DELETE", "solutions({installed})", ""),
		},
		{
			name: "what others need stays", prepare: with("plain2", "needy"),
			refused: try{method: "POST", path: "UninstallSolutionAsync", body: `{"SolutionUniqueName": "Plain"}`, status: 400, code: "0x8004f01f", text: "is referenced by 1 other components"},
			passes:  try{method: "POST", path: "UninstallSolutionAsync", body: `{"SolutionUniqueName": "Needy"}`, async: true},
		},
		{
			name: "an absent solution", prepare: with("plain1"),
			refused: try{method: "POST", path: "UninstallSolutionAsync", body: `{"SolutionUniqueName": "Nothing"}`, status: 404, code: "0x80040217"},
			passes:  try{method: "POST", path: "UninstallSolutionAsync", body: `{"SolutionUniqueName": "Plain"}`, async: true},
		},
		{
			name: "dependencies of an absent solution", prepare: with("plain2", "needy"),
			refused: try{method: "GET", path: "RetrieveDependenciesForUninstall(SolutionUniqueName='Nothing')", status: 404, code: "0x80040217"},
			passes:  ok("GET", "RetrieveDependenciesForUninstall(SolutionUniqueName='Plain')", ""),
		},
	}
}

func importRules() []rule {
	run := func(name string, status int, code, text string) try {
		return try{method: "POST", path: "ImportSolutionAsync", body: importing(name), status: status, code: code, text: text, async: true}
	}
	upgrade := func(name string, status int, code, text string) try {
		return try{method: "POST", path: "StageAndUpgradeAsync", body: importing(name), status: status, code: code, text: text, async: true}
	}
	promote := func(status int, code, text string) try {
		return try{method: "POST", path: "DeleteAndPromoteAsync", body: `{"UniqueName": "Plain"}`, status: status, code: code, text: text, async: true}
	}
	holding := func(h *organization) {
		with("plain1")(h)
		if a := h.outcome(h.must("POST", "ImportSolutionAsync", strings.Replace(importing("plain2"), "{", `{"HoldingSolution": true, `, 1))); a.status != 0 {
			h.t.Fatal(a.message)
		}
	}
	// busy starts an import that is still running.
	busy := func(h *organization) {
		packages(h)
		h.put("asyncoperations", "other", store.Row{"messagename": "ImportSolutionAsync", "statecode": int64(2), "statuscode": int64(20)})
	}
	own := func(id string) string {
		return strings.Replace(importing("plain1"), "{", `{"ImportJobId": "`+id+`", `, 1)
	}
	return []rule{
		{name: "customizations that are not well formed", prepare: packages, refused: run("garbled", 31, "0x80048013", "This file is not well formed."), passes: run("plain1", 0, "", "")},
		{name: "a dependency on what was made by hand", prepare: with("plain1"), refused: run("handmade", 31, "0x8004801d", `displayName="Active" solution="Active ()" /><Dependent type="1" schemaName=""`), passes: run("plain2", 0, "", "")},
		{name: "dependencies", prepare: with("plain1"), refused: run("needy", 31, "0x8004801d", "The following solution cannot be imported: Needy. Some dependencies are missing."), passes: run("plain2", 0, "", "")},
		{name: "dependencies that are met", prepare: with("plain2"), refused: run("plain1", 31, "0x80048038", ""), passes: run("needy", 0, "", "")},
		{name: "managed over unmanaged", prepare: with("open"), refused: run("plain1", 31, "0x80048040", "already installed on this system as an unmanaged solution"), passes: run("open", 0, "", "")},
		{name: "unmanaged over managed", prepare: with("plain1"), refused: run("open", 31, "0x80048041", "already installed on this system as a managed solution"), passes: run("plain1", 0, "", "")},
		{name: "never lower", prepare: with("plain2"), refused: run("plain1", 31, "0x80048038", "Solution 'Plain' already exists in this system as managed and cannot be upgraded."), passes: run("plain2", 0, "", "")},
		{name: "an upgrade of nothing", prepare: packages, refused: upgrade("plain1", 31, "0x80048033", "ImportAsHolding failed with exception :Solution manifest import: FAILURE: Cannot create a holding solution for missing base Plain."), passes: run("plain1", 0, "", "")},
		{name: "an upgrade is higher", prepare: with("plain1"), refused: upgrade("plain1", 31, "0x80048033", "must have a higher version than the existing solution it is upgrading"), passes: upgrade("plain2", 0, "", "")},
		{name: "no upgrade to apply", prepare: with("plain1"), refused: promote(400, "0x8004853b", "The Plain solution doesn’t have an upgrade that is ready to be applied."), passes: upgrade("plain2", 0, "", "")},
		{
			name: "no upgrade to apply at once", prepare: with("plain1"),
			refused: try{method: "POST", path: "DeleteAndPromote", body: `{"UniqueName": "Plain"}`, status: 400, code: "0x8004853b", text: "doesn’t have an upgrade that is ready to be applied"},
			passes:  upgrade("plain2", 0, "", ""),
		},
		{
			name: "an upgrade applied at once", prepare: holding,
			refused: try{as: appReader, method: "POST", path: "DeleteAndPromote", body: `{"UniqueName": "Plain"}`, status: 403, code: "0x80040220"},
			passes:  try{method: "POST", path: "DeleteAndPromote", body: `{"UniqueName": "Plain"}`, status: 200},
		},
		{
			name: "an import that is waited for", prepare: with("plain2"),
			refused: try{method: "POST", path: "ImportSolution", body: own("e0000000-0000-4000-8000-000000000001"), status: 400, code: "0x80048038", text: "cannot be upgraded"},
			passes:  try{method: "POST", path: "ImportSolution", body: strings.Replace(own("e0000000-0000-4000-8000-000000000001"), "{plain1}", "{needy}", 1), status: 204},
		},
		{
			name: "no import that is waited for beside another", prepare: busy,
			refused: try{method: "POST", path: "ImportSolution", body: own("e0000000-0000-4000-8000-000000000001"), status: 429, code: "0x80071151", text: "Cannot start another [Import]"},
			passes:  ok("GET", "asyncoperations({other})", ""),
		},
		{
			name: "no removal beside an import", prepare: func(h *organization) {
				with("plain1")(h)
				busy(h)
				h.vars["base"] = h.find("solutions", func(r store.Row) bool { return r.String("uniquename") == "Plain" }, "solutionid")
			},
			refused: try{method: "DELETE", path: "solutions({base})", status: 429, code: "0x80071151", text: "Cannot start the requested operation [Uninstall] because there is another [Import] running"},
			passes:  ok("GET", "asyncoperations({other})", ""),
		},
		{name: "a pending upgrade blocks", prepare: holding, refused: run("plain2", 31, "0x80048033", "pending upgrade"), passes: promote(0, "", "")},
		{
			name: "an upgrade without its base",
			prepare: func(h *organization) {
				holding(h)
				h.vars["base"] = h.find("solutions", func(r store.Row) bool { return r.String("uniquename") == "Plain" }, "solutionid")
				h.table("solutions").Delete(h.vars["base"])
			},
			refused: promote(400, "0x8004f083", "was not found"),
			passes:  run("plain1", 0, "", ""),
		},
		{
			name: "a patched solution",
			prepare: func(h *organization) {
				with("plain1")(h)
				h.vars["base"] = h.find("solutions", func(r store.Row) bool { return r.String("uniquename") == "Plain" }, "solutionid")
				h.put("solutions", "patch", store.Row{"uniquename": "Plain_Patch", "version": "1.0.1.0", "_parentsolutionid_value": h.vars["base"]})
				h.vars["other"] = pack(h.t, samples.Solution{UniqueName: "Other", Version: "1.0.0.0"})
			},
			refused: run("plain2", 31, "0x80048538", "Cannot modify solution because it has the following patches: Plain_Patch."),
			passes:  run("other", 0, "", ""),
		},
		{name: "one at a time", prepare: busy, refused: run("plain1", 429, "0x80071151", "Cannot start another [Import] because there is a previous [Import] running at this moment."), passes: ok("GET", "asyncoperations({other})", "")},
		{name: "no removal during an import", prepare: busy, refused: try{method: "POST", path: "PublishAllXml", body: "{}", status: 429, code: "0x80071151", text: "Cannot start the requested operation [PublishAll] because there is another [Import] running at this moment."}, passes: ok("GET", "asyncoperations({other})", "")},
		{
			name: "an import that was accepted first",
			prepare: func(h *organization) {
				packages(h)
				h.vars["other"] = pack(h.t, samples.Solution{UniqueName: "Other", Version: "1.0.0.0"})
				h.vars["first"], _ = h.must("POST", "ImportSolutionAsync", importing("other")).body["AsyncOperationId"].(string)
			},
			refused: run("plain1", 31, "0x80071151", "Cannot start another [Import] because there is a previous [Import] running at this moment."),
			passes:  ok("GET", "asyncoperations({first})", ""),
		},
		{
			name: "an id of an import job, once",
			prepare: func(h *organization) {
				packages(h)
				h.outcome(h.must("POST", "ImportSolutionAsync", own("e0000000-0000-4000-8000-000000000001")))
			},
			refused: try{method: "POST", path: "ImportSolutionAsync", body: own("e0000000-0000-4000-8000-000000000001"), status: 400, code: "0x80071152", text: "Parameter ImportJobId must be unique."},
			passes:  try{method: "POST", path: "ImportSolutionAsync", body: own("e0000000-0000-4000-8000-000000000002"), async: true},
		},
		{
			name: "a staged package that is gone", prepare: packages,
			refused: try{method: "POST", path: "ImportSolutionAsync", body: `{"OverwriteUnmanagedCustomizations": false, "PublishWorkflows": true, "SolutionParameters": {"StageSolutionUploadId": "e0000000-0000-4000-8000-000000000009"}}`, status: 404, code: "0x80040217"},
			passes:  run("plain1", 0, "", ""),
		},
		{
			name: "required parameters", prepare: packages,
			refused: try{method: "POST", path: "ImportSolutionAsync", body: `{"CustomizationFile": "{plain1}"}`, status: 400, code: "0x80048d19", text: "is missing"},
			passes:  run("plain1", 0, "", ""),
		},
		{
			name: "importing takes System Administrator", prepare: packages,
			refused: try{as: appReader, method: "POST", path: "ImportSolutionAsync", body: importing("plain1"), status: 403, code: "0x80040220", text: "is missing prvImportCustomization privilege"},
			passes:  run("plain1", 0, "", ""),
		},
		{
			name: "the result of an absent import", prepare: func(h *organization) {
				packages(h)
				h.outcome(h.must("POST", "ImportSolutionAsync", own("e0000000-0000-4000-8000-000000000001")))
			},
			refused: try{method: "GET", path: "RetrieveSolutionImportResult(ImportJobId=e0000000-0000-4000-8000-000000000009)", status: 404, code: "0x80040217"},
			passes:  ok("GET", "RetrieveSolutionImportResult(ImportJobId=e0000000-0000-4000-8000-000000000001)", ""),
		},
	}
}

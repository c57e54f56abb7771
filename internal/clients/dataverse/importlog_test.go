// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseImportLog(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		data string
		want ImportLog
		bad  bool
	}{
		"empty": {},
		"success": {
			data: `<importexportxml><solutionManifests><solutionManifest id="a"><UniqueName>a</UniqueName><result result="success" errorcode="0" errortext=""/></solutionManifest></solutionManifests></importexportxml>`,
			want: ImportLog{Result: "success", ErrorCode: "0"},
		},
		"failure with components": {
			data: `<?xml version="1.0" encoding="utf-16"?><importexportxml><solutionManifests><solutionManifest><result result="failure" errorcode="0x80048033" errortext="bad &amp; broken"/></solutionManifest></solutionManifests>` +
				`<entities><entity id="{1}" LocalizedName="Account"><result result="failure" errorcode="0x80040216" errortext="no column"/></entity>` +
				`<entity id="{2}"><result result="success" errorcode="0" errortext=""/></entity></entities>` +
				`<roles><role id="r1" name="Reader"><result result="Error" errorcode="1" errortext="x"/></role></roles></importexportxml>`,
			want: ImportLog{Result: "failure", ErrorCode: "0x80048033", ErrorText: "bad & broken", Failures: []ImportFailure{
				{Component: "entity Account", Code: "0x80040216", ErrorText: "no column"}, {Component: "role Reader", Code: "1", ErrorText: "x"},
			}},
		},
		"cut off": {
			data: `<importexportxml><solutionManifests><solutionManifest><result result="failure" errorcode="1" errortext="e"/></solutionManifest></solu`,
			want: ImportLog{Result: "failure", ErrorCode: "1", ErrorText: "e"}, bad: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseImportLog(test.data)
			if (err != nil) != test.bad {
				t.Errorf("error %v", err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAsyncOperation(t *testing.T) {
	t.Parallel()
	concurrency := int32(-2147020463)
	for name, test := range map[string]struct {
		op                   AsyncOperation
		done, well, canceled bool
		code, text           string
	}{
		"running":   {op: AsyncOperation{State: 2, Status: 20}},
		"succeeded": {op: AsyncOperation{State: 3, Status: 30}, done: true, well: true},
		"failed":    {op: AsyncOperation{State: 3, Status: 31, ErrorCode: &concurrency, Message: "long", FriendlyMessage: " short "}, done: true, code: CodeSolutionConcurrency, text: "short"},
		"canceled":  {op: AsyncOperation{State: 3, Status: 32, Message: "m"}, done: true, canceled: true, text: "m"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			op := test.op
			if op.Done() != test.done || op.Succeeded() != test.well || op.Canceled() != test.canceled || op.Code() != test.code || op.Text() != test.text {
				t.Errorf("%v %v %v %q %q", op.Done(), op.Succeeded(), op.Canceled(), op.Code(), op.Text())
			}
		})
	}
}

func TestSystemUserFilter(t *testing.T) {
	t.Parallel()
	yes, mode := true, AccessNonInteractive
	for want, query := range map[string]SystemUserQuery{
		"": {},
		"applicationid eq 6f1c0000-0000-4000-8000-000000000001":         {ApplicationID: "6F1C0000-0000-4000-8000-000000000001"},
		"internalemailaddress eq 'o''neil@x.y' and isdisabled eq false": {Email: "o'neil@x.y", Enabled: &yes},
		"fullname eq 'A' and accessmode eq 4 and islicensed eq true":    {FullName: "A", AccessMode: &mode, Licensed: &yes},
	} {
		if got := query.filter(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

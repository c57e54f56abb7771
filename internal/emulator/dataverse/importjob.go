// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// beginJob adds the import job of an operation when the import begins.
func (o *Org) beginJob(c *odatasvc.Context, op operation) {
	now := c.World.Timestamp()
	row := odatasvc.Row{
		"importjobid": op.job, "name": op.pack.UniqueName, "solutionname": op.pack.UniqueName, "startedon": now, "createdon": now,
		"modifiedon": now, "progress": 0.0, "importcontext": op.message, "operationcontext": "Install", "data": o.log(c, op, 0, nil, false),
	}
	if old, ok := o.solution(c, op.pack.UniqueName); ok {
		row["solutionid"], row["operationcontext"] = old["solutionid"], "Update"
	}
	o.stamp(c, "importjob", row)
	c.Table(setJobs).Put(row)
}

// finishJob ends an import job; failed is why the import failed, or nil.
func (o *Org) finishJob(c *odatasvc.Context, op operation, failed error) {
	progress := progressAtEnd
	if failed != nil {
		progress = 0
	}
	changes := odatasvc.Row{
		"completedon": c.World.Timestamp(), "modifiedon": c.World.Timestamp(), "progress": progress,
		"data": o.log(c, op, progress, failed, true),
	}
	if row, ok := o.solution(c, op.pack.UniqueName); ok {
		changes["solutionid"] = row["solutionid"]
	}
	c.Table(setJobs).Update(op.job, changes)
}

// log is the data column of an import job, in the format of Dataverse's log.
func (o *Org) log(c *odatasvc.Context, op operation, progress float64, failed error, done bool) string {
	p := op.pack
	result, code, text := "success", "0", ""
	if failed != nil {
		var hex string
		hex, text = refusal(failed)
		result, code = "failure", hex
	}
	var outcome string
	if done {
		outcome = fmt.Sprintf("<result result=\"%s\" errorcode=\"%s\" errortext=\"%s\" datetime=\"%s\" datetimeticks=\"%d\" />",
			result, code, escape(text), c.World.Now().Format("15:04:05.00"), c.World.Now().UnixNano()/100)
	}
	var parts strings.Builder
	for _, part := range p.Components {
		name := part.Name
		if name == "" {
			name = part.ID
		}
		fmt.Fprintf(&parts, "<rootComponent id=\"%s\" name=\"%s\" processed=\"%t\">%s</rootComponent>", escape(part.ID), escape(name), done && failed == nil, outcome)
	}
	stop := ""
	if done {
		stop = c.World.Timestamp()
	}
	managed := "0"
	if p.managed() {
		managed = "1"
	}
	return fmt.Sprintf("<importexportxml start=\"%s\" stop=\"%s\" progress=\"%.2f\" processed=\"%t\"><solutionManifests>"+
		"<solutionManifest languagecode=\"1033\" id=\"%s\" LocalizedName=\"%s\" processed=\"%t\"><UniqueName>%s</UniqueName><Version>%s</Version><Managed>%s</Managed>"+
		"<Publisher><UniqueName>%s</UniqueName></Publisher>%s</solutionManifest></solutionManifests><rootComponents>%s</rootComponents></importexportxml>",
		c.World.Timestamp(), stop, progress, done, escape(p.UniqueName), escape(p.friendlyName()), done, escape(p.UniqueName), escape(p.Version), managed,
		escape(p.Publisher.UniqueName), outcome, parts.String())
}

// importResult is the function RetrieveSolutionImportResult.
func (o *Org) importResult(c *odatasvc.Context, _ odatasvc.Row, params map[string]any) (any, error) {
	job, err := o.job(c, params)
	if err != nil {
		return nil, err
	}
	status, messages := "Passed", []any{}
	if outcome := resultOf(job); outcome.Result == "failure" {
		status, messages = "Failed", []any{outcome.Text}
	}
	return odatasvc.Row{"SolutionOperationResult": map[string]any{
		"Type": "Import", "Status": status, "WarningMessages": []any{}, "ErrorMessages": messages,
		"FormattedResults": worksheet(job), "ActionLink": map[string]any{"Label": nil, "Target": nil},
	}}, nil
}

// formattedResults is the function RetrieveFormattedImportJobResults.
func (o *Org) formattedResults(c *odatasvc.Context, _ odatasvc.Row, params map[string]any) (any, error) {
	job, err := o.job(c, params)
	if err != nil {
		return nil, err
	}
	return odatasvc.Row{"FormattedResults": worksheet(job)}, nil
}

func (o *Org) job(c *odatasvc.Context, params map[string]any) (odatasvc.Row, error) {
	id, _ := params["ImportJobId"].(string)
	job, ok := c.Table(setJobs).Get(id)
	if !ok {
		return nil, absent("importjob", id)
	}
	return job, nil
}

// outcome is the result of an import job's manifest.
type outcome struct {
	Result string `xml:"result,attr"`
	Code   string `xml:"errorcode,attr"`
	Text   string `xml:"errortext,attr"`
}

func resultOf(job odatasvc.Row) outcome {
	var log struct {
		Result outcome `xml:"solutionManifests>solutionManifest>result"`
	}
	if err := xml.Unmarshal([]byte(job.String("data")), &log); err != nil {
		return outcome{Result: "failure", Text: err.Error()}
	}
	return log.Result
}

// worksheet is the log in the format of the spreadsheet that the solution pages
// offer for download, reduced to the outcome.
func worksheet(job odatasvc.Row) string {
	result := resultOf(job)
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>" +
		"<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">" +
		"<Worksheet ss:Name=\"Solution\"><Table>")
	for _, row := range [][2]string{
		{"Name", job.String("solutionname")},
		{"Started", job.String("startedon")},
		{"Completed", job.String("completedon")},
		{"Result", result.Result},
		{"Error code", result.Code},
		{"Error text", result.Text},
	} {
		b.WriteString("<Row><Cell><Data ss:Type=\"String\">" + escape(row[0]) + "</Data></Cell><Cell><Data ss:Type=\"String\">" + escape(row[1]) + "</Data></Cell></Row>")
	}
	b.WriteString("</Table></Worksheet></Workbook>")
	return b.String()
}

func escape(text string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		return ""
	}
	return b.String()
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import "net/http"

// versionColumn shows the row version, which is also in the ETag.
func (dataverse) versionColumn() string { return "versionnumber" }

func (dataverse) stamps(c *Context, insert bool) Row {
	now, user := c.World.Timestamp(), any(nil)
	if c.User != nil {
		user = c.User["systemuserid"]
	}
	out := Row{"modifiedon": now, "_modifiedby_value": user}
	if insert {
		out["createdon"], out["_createdby_value"] = now, user
	}
	return out
}

func (dataverse) identify(_ *Context, h http.Header, id string) {
	h.Set("x-ms-service-request-id", id)
	h.Set("REQ_ID", id)
}

// created returns the row only if the client asked for it.
func (d dataverse) created(c *Context, url string) bool {
	c.Header.Set("Location", url)
	return d.changed(c, url)
}

func (dataverse) changed(c *Context, url string) bool {
	c.Header.Set("OData-EntityId", url)
	if !representation(c) {
		return false
	}
	c.Header.Set("Preference-Applied", "return=representation")
	return true
}

// counted: a count is limited to the size of a page (Microsoft Learn, "Count rows using OData").
func (d dataverse) counted(total int) int { return min(total, d.pageSize()) }

func (d dataverse) countNotes(c *Context, body map[string]any, total int) {
	const name, exceeded = "Microsoft.Dynamics.CRM.totalrecordcount", "Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"
	if annotated(c, name) {
		body["@"+name] = d.counted(total)
	}
	if annotated(c, exceeded) {
		body["@"+exceeded] = d.counted(total) < total
	}
}

func (dataverse) paged(c *Context) {
	if size, ok := preference(c, "odata.maxpagesize"); ok {
		c.Header.Set("Preference-Applied", "odata.maxpagesize="+size)
	}
}

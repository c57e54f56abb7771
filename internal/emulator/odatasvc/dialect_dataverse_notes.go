// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"strconv"
	"strings"
)

// annotate adds the annotations of Microsoft Learn, "Query data using the Web API" (formatted values, lookup
// property data). It formats options, booleans, integers and lookups, in English, but not dates, decimals and
// amounts.
func (dataverse) annotate(c *Context, out map[string]any, p property, row Row) {
	if name := row.String(p.Name + logicalName); name != "" && annotated(c, logicalName[1:]) {
		out[p.Name+logicalName] = name
	}
	if !annotated(c, formattedValue[1:]) {
		return
	}
	if text := formatted(c, p, row); text != "" {
		out[p.Name+formattedValue] = text
	}
}

// formatted is a value as people read it, or "" if that is the value itself.
func formatted(c *Context, p property, row Row) string {
	switch v := row[p.Name].(type) {
	case bool:
		if v {
			return "Yes"
		}
		return "No"
	case int64:
		if p.enum == nil {
			return grouped(v)
		}
		for name, member := range p.enum.Members {
			if member == v {
				return name
			}
		}
	case string:
		if p.Lookup != "" {
			return nameOf(c, p, row)
		}
	}
	return ""
}

// grouped writes a number with commas between groups of three digits.
func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, text = "-", text[1:]
	}
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return sign + text
}

// nameOf is the primary name of a lookup's target row.
func nameOf(c *Context, p property, row Row) string {
	targets := []string{row.String(p.Name + logicalName)}
	if t := c.Service.Model.Types[p.owner]; targets[0] == "" && t != nil {
		if nav := t.Nav(p.Lookup); nav != nil {
			targets = nav.AllTargets()
		}
	}
	for _, target := range targets {
		set := c.Service.Model.SetOf(target)
		if set == "" {
			continue
		}
		if other, ok := c.Find(set, row.String(p.Name)); ok {
			return primaryName(target, other)
		}
	}
	return ""
}

// primaryName is the column with the name of a table's rows.
func primaryName(entityType string, row Row) string {
	column, ok := map[string]string{
		"systemuser": "fullname", "contact": "fullname", "lead": "fullname", "solution": "friendlyname", "publisher": "friendlyname",
		"transactioncurrency": "currencyname", "bcbi_company": "bcbi_name", "annotation": "subject", "activitypointer": "subject", "goal": "title",
	}[strings.ToLower(entityType)]
	if !ok {
		column = "name"
	}
	return row.String(column)
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import "net/http"

// plain holds the defaults of all dialects.
type plain struct{}

func (plain) inCompanies() bool                                { return false }
func (plain) undeclaredKey(string) string                      { return "id" }
func (plain) null(property) any                                { return nil }
func (plain) wire(_ property, v any) any                       { return v }
func (plain) showsKey() bool                                   { return false }
func (plain) versionColumn() string                            { return "" }
func (plain) annotate(*Context, map[string]any, property, Row) {}
func (plain) stamps(*Context, bool) Row                        { return nil }
func (plain) contentType() string                              { return "application/json; odata.metadata=minimal" }
func (plain) etagHeader() bool                                 { return false }
func (plain) counted(total int) int                            { return total }
func (plain) countNotes(*Context, map[string]any, int)         {}
func (plain) paged(*Context)                                   {}
func (plain) jsonBatch() bool                                  { return true }
func (plain) identifiesParts() bool                            { return false }
func (plain) nullReference(string, string) *Error              { return nil }
func (plain) goesOn() bool                                     { return false }
func (plain) badFilter(node) *Error                            { return nil }
func (plain) badQuery(http.Header, *query, bool) *Error        { return nil }
func (plain) badPage(int) *Error                               { return nil }
func (plain) missingAlternate(string) *Error                   { return nil }
func (plain) unknownPage(string) *Error                        { return nil }
func (plain) mediaLinks() bool                                 { return false }
func (plain) foldNames() bool                                  { return false }
func (plain) refusedHeader(http.Header) string                 { return "" }
func (plain) knowsOption(string) bool                          { return false }
func (plain) ignoresNull() bool                                { return false }
func (plain) emptyNavigation(string) *Error                    { return nil }
func (plain) badReference(absent *Error) *Error                { return absent }

// created returns the row.
func (plain) created(c *Context, url string) bool {
	c.Header.Set("Location", url)
	return true
}

func (plain) changed(*Context, string) bool { return true }

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

// query is the parsed query string, or the options of one $expand item.
type query struct {
	selected []string
	filter   node
	expand   []expansion
	order    []ordering
	top      int // -1: not given
	skip     int
	token    string
	count    bool
}

type expansion struct {
	nav  *model.Navigation
	typ  *model.EntityType
	refs bool
	q    *query
}

type ordering struct {
	path       node
	descending bool
}

// systemOption reports whether a query option is part of OData.
func systemOption(name string) bool {
	return slices.Contains([]string{
		"$select", "$filter", "$expand", "$orderby", "$top", "$skip", "$count", "$skiptoken",
		"$search", "$apply", "$format", "$id", "$schemaversion", "$deltatoken",
	}, name)
}

// notEmulated lists query options of the services that the emulator does not support.
func notEmulated(name string) bool {
	return slices.ContainsFunc([]string{"fetchXml", "savedQuery", "userQuery", "$apply", "$search", "$deltatoken", "$schemaversion"}, func(known string) bool {
		return strings.EqualFold(name, known)
	})
}

// badOption refuses a query option that would be ignored.
func (s *Service) badOption(at *target, values url.Values) *Error {
	for _, name := range sortedKeys(values) {
		switch {
		case notEmulated(name):
			return s.dialect.unsupported("The query option '" + name + "' is not supported.")
		case name == "$format":
			if format := values.Get(name); format != "json" && format != "application/json" && format != "application/json;odata.metadata=minimal" {
				return s.dialect.unsupported("The format '" + format + "' is not supported.")
			}
		case name == "$id" && at.kind == kindRef, strings.HasPrefix(name, "@") && at.kind == kindOperation, s.dialect.knowsOption(name):
		case name == "$id" || !systemOption(name):
			return s.dialect.badRequest("The query parameter " + name + " is not supported")
		}
	}
	return nil
}

// parseQuery checks and parses the query options for rows of a type.
func (s *Service) parseQuery(values url.Values, set string, t *model.EntityType) (*query, error) {
	q := &query{top: -1}
	supported := []string(nil)
	if known, ok := s.Model.Sets[set]; ok {
		supported = known.QueryOptions
	}
	for name, all := range values {
		if !strings.HasPrefix(name, "$") {
			continue
		}
		if supported != nil && !slices.Contains(supported, name) {
			return nil, s.dialect.unsupported("The query option '" + name + "' is not supported for '" + set + "'.")
		}
		if err := s.option(q, t, name, all[0]); err != nil {
			return nil, err
		}
	}
	return q, nil
}

func (s *Service) option(q *query, t *model.EntityType, name, text string) error {
	var err error
	switch name {
	case "$select":
		q.selected, err = s.parseSelect(t, text)
	case "$filter":
		q.filter, err = s.parseFilter(t, text)
	case "$expand":
		q.expand, err = s.parseExpand(t, text)
	case "$orderby":
		q.order, err = s.parseOrder(t, text)
	case "$top":
		q.top, err = s.natural(name, text)
	case "$skip":
		q.skip, err = s.natural(name, text)
	case "$count":
		if text != "true" && text != "false" {
			return s.dialect.badRequest("Invalid value '" + text + "' for $count query option found. Valid values are 'true' and 'false'.")
		}
		q.count = text == "true"
	case "$skiptoken":
		q.token = text
	case "$search", "$apply", "$deltatoken": // of an expansion
		return s.dialect.unsupported("The query option '" + name + "' is not supported.")
	}
	return err
}

func (s *Service) natural(name, text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, s.dialect.badRequest("Invalid value '" + text + "' for " + name + " query option found. The " + name + " query option requires a non-negative integer value.")
	}
	if bad := s.dialect.badOption(name, n); bad != nil {
		return 0, bad
	}
	return n, nil
}

func (s *Service) parseSelect(t *model.EntityType, text string) ([]string, error) {
	var out []string
	for _, item := range splitTop(text, ',') {
		name := strings.TrimSpace(item)
		head, _, _ := strings.Cut(name, "/")
		if name == "*" {
			for known := range t.Properties {
				out = append(out, known)
			}
			continue
		}
		if _, ok := s.property(t.Name, head); ok {
			out = append(out, head)
			continue
		}
		if column := "_" + strings.ToLower(name) + "_value"; t.Properties[column] != nil {
			out = append(out, column)
			continue
		}
		if t.Nav(name) == nil {
			if bad := s.dialect.unknownSelected(name, t.Name, t.Open); bad != nil {
				return nil, bad
			}
		}
		out = append(out, name)
	}
	return out, nil
}

func (s *Service) parseOrder(t *model.EntityType, text string) ([]ordering, error) {
	var out []ordering
	for _, item := range splitTop(text, ',') {
		fields := strings.Fields(item)
		if len(fields) == 0 || len(fields) > 2 || len(fields) == 2 && fields[1] != "asc" && fields[1] != "desc" {
			return nil, s.dialect.badRequest("Syntax error in '" + text + "'.")
		}
		p := &parser{s: s, typ: t, text: fields[0]}
		path, err := p.path(fields[0])
		if err != nil {
			return nil, err
		}
		out = append(out, ordering{path: path, descending: len(fields) == 2 && fields[1] == "desc"})
	}
	return out, nil
}

func (s *Service) parseExpand(t *model.EntityType, text string) ([]expansion, error) {
	var out []expansion
	for _, item := range splitTop(text, ',') {
		item = strings.TrimSpace(item)
		name, options := item, ""
		if i := strings.IndexByte(item, '('); i >= 0 && strings.HasSuffix(item, ")") {
			name, options = item[:i], item[i+1:len(item)-1]
		}
		name, refs := strings.CutSuffix(name, "/$ref")
		nav := t.Nav(name)
		if nav == nil || !s.navServed(nav) {
			return nil, s.dialect.unknownProperty(name, t.Name)
		}
		target := s.firstTarget(nav)
		if target == nil {
			return nil, s.dialect.badRequest("The navigation property '" + name + "' cannot be expanded.")
		}
		e := expansion{nav: nav, typ: target, refs: refs, q: &query{top: -1}}
		for _, option := range splitTop(options, ';') {
			key, value, _ := strings.Cut(strings.TrimSpace(option), "=")
			if key == "" {
				continue
			}
			if !systemOption(key) {
				return nil, s.dialect.badRequest("Term '" + key + "' is not valid in a $select or $expand expression.")
			}
			if err := s.option(e.q, target, key, value); err != nil {
				return nil, err
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// firstTarget is the first target type of a navigation property in the model.
func (s *Service) firstTarget(nav *model.Navigation) *model.EntityType {
	for _, name := range nav.AllTargets() {
		if t := s.Model.Types[name]; t != nil {
			return t
		}
	}
	return nil
}

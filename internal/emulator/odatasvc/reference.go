// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"net/http"
	"net/url"
)

// reference handles …/$ref: list, associate and disassociate.
func (s *Service) reference(c *Context, at *target, values url.Values, body []byte) (*answer, error) {
	if c.Request.Method == http.MethodGet {
		return s.listReferences(c, at)
	}
	if !at.nav.Ref {
		return nil, s.dialect.notAllowed(c.Request.Method, "")
	}
	switch c.Request.Method {
	case http.MethodPost, http.MethodPut:
		if c.Request.Method == http.MethodPost != at.nav.Collection || at.key != nil {
			return nil, s.dialect.notAllowed(c.Request.Method, "")
		}
		object, err := s.object(body)
		if err != nil {
			return nil, err
		}
		if _, ok := object["@odata.id"].(string); !ok {
			return nil, s.dialect.badBody("The body of a reference must hold '@odata.id'.")
		}
		set, other, err := s.referenced(c, at.nav, object["@odata.id"])
		if err != nil {
			return nil, s.dialect.badReference(s.asError(err))
		}
		return s.associate(c, at, set, other)
	case http.MethodDelete:
		return s.disassociate(c, at, values)
	}
	return nil, s.dialect.notAllowed(c.Request.Method, "")
}

func (s *Service) associate(c *Context, at *target, set string, other Row) (*answer, error) {
	if !at.nav.Collection {
		changes := Row{}
		column := s.lookupColumn(at.parentType, at.nav)
		setLookup(changes, column, other.String(s.KeyColumns(set)[0]), s.Model.Sets[set].EntityType)
		return s.relink(c, at, changes)
	}
	rules := s.navRules(at.parentType, at.nav)
	if rules == nil || rules.Link == nil {
		return nil, s.dialect.unsupported("The navigation property '" + at.nav.Name + "' cannot be changed.")
	}
	if err := rules.Link(c, at.parent, other); err != nil {
		return nil, err
	}
	return &answer{status: http.StatusNoContent}, nil
}

func (s *Service) relink(c *Context, at *target, changes Row) (*answer, error) {
	if at.parentSet == "" || s.lookupColumn(at.parentType, at.nav) == "" {
		return nil, s.dialect.unsupported("The navigation property '" + at.nav.Name + "' cannot be changed.")
	}
	if _, err := s.update(c, at.parentSet, at.parent, changes); err != nil {
		return nil, err
	}
	return &answer{status: http.StatusNoContent}, nil
}

// disassociate supports both forms: nav(key)/$ref and nav/$ref?$id=URL.
func (s *Service) disassociate(c *Context, at *target, values url.Values) (*answer, error) {
	if !at.nav.Collection {
		column := s.lookupColumn(at.parentType, at.nav)
		return s.relink(c, at, Row{column: nil, column + logicalName: nil})
	}
	other := at.row
	if at.key == nil {
		id := values.Get("$id")
		if id == "" {
			return nil, s.dialect.badRequest("The reference to remove is missing: name it by key or with $id.")
		}
		var err error
		if _, other, err = s.referenced(c, at.nav, id); err != nil {
			return nil, err
		}
	} else if other == nil {
		// Not linked: the rule decides about an existing row; an absent one is refused here.
		found, ok := c.Find(at.set, at.text)
		if !ok {
			return nil, s.absent(c, at)
		}
		other = found
	}
	rules := s.navRules(at.parentType, at.nav)
	if rules == nil || rules.Unlink == nil {
		return nil, s.dialect.unsupported("The navigation property '" + at.nav.Name + "' cannot be changed.")
	}
	if err := rules.Unlink(c, at.parent, other); err != nil {
		return nil, err
	}
	return &answer{status: http.StatusNoContent}, nil
}

func (s *Service) listReferences(c *Context, at *target) (*answer, error) {
	if err := s.look(c, at); err != nil {
		return nil, err
	}
	context := c.Root + "/$metadata#Collection($ref)"
	if !at.nav.Collection {
		if at.row == nil {
			if bad := s.dialect.emptyNavigation(at.nav.Name); bad != nil {
				return nil, bad
			}
			return &answer{status: http.StatusNoContent}, nil
		}
		return &answer{status: http.StatusOK, body: map[string]any{"@odata.context": c.Root + "/$metadata#$ref", "@odata.id": s.urlOf(c, at.set, at.row)}}, nil
	}
	rows := at.rows()
	out := make([]any, len(rows))
	for i, row := range rows {
		out[i] = map[string]any{"@odata.id": s.urlOf(c, at.set, row)}
	}
	return &answer{status: http.StatusOK, body: map[string]any{"@odata.context": context, "value": out}}, nil
}

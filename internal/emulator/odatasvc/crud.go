// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"bytes"
	"maps"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

// create handles POST on a collection.
func (s *Service) create(c *Context, at *target, q *query, body []byte) (*answer, error) {
	if at.typ == nil || at.set == "" || !model.Allowed(at.typ.Insertable) || s.Model.Sets[at.set].ReadOnly {
		return nil, s.dialect.notAllowed(http.MethodPost, typeName(at))
	}
	object, err := s.object(body)
	if err != nil {
		return nil, err
	}
	p, err := s.decode(c, at.typ, object, true)
	if err != nil {
		return nil, err
	}
	if at.nav != nil {
		if rules := s.navRules(at.parentType, at.nav); rules != nil && rules.Create != nil {
			if err := rules.Create(c, at.parent, p.row); err != nil {
				return nil, err
			}
		} else if !at.nav.Contained {
			return nil, s.dialect.notAllowed(http.MethodPost, "")
		}
	}
	row, err := s.insert(c, at.set, p.row)
	if err != nil {
		return nil, err
	}
	if err := s.link(c, at.typ, row, p.links); err != nil {
		return nil, err
	}
	return s.created(c, at, q, row)
}

func typeName(at *target) string {
	if at.typ == nil {
		return ""
	}
	return at.typ.Name
}

// created writes the response to a create.
func (s *Service) created(c *Context, at *target, q *query, row Row) (*answer, error) {
	if !s.dialect.created(c, s.urlOf(c, at.set, row)) {
		return &answer{status: http.StatusNoContent}, nil
	}
	return s.shown(c, at, q, row, http.StatusCreated)
}

func (s *Service) shown(c *Context, at *target, q *query, row Row, status int) (*answer, error) {
	body, err := s.project(c, at.set, at.typ, s.computed(c, at.set, row), q)
	if err != nil {
		return nil, err
	}
	body["@odata.context"] = s.contextOf(c, at.set, at.typ, q) + "/$entity"
	return &answer{status: status, body: body}, nil
}

// change handles PATCH, and PUT where it means the same, on an entity.
func (s *Service) change(c *Context, at *target, q *query, body []byte) (*answer, error) {
	if at.set == "" || !model.Allowed(at.typ.Updatable) || s.Model.Sets[at.set] != nil && s.Model.Sets[at.set].ReadOnly {
		return nil, s.dialect.notAllowed(http.MethodPatch, typeName(at))
	}
	header := c.Request.Header
	version := int64(0)
	if at.row != nil {
		table := c.Table(at.set)
		version = max(table.Version(table.Key(at.row)), 1)
	}
	if bad := s.dialect.precondition(c.Request.Method, header, version); bad != nil {
		return nil, bad
	}
	if at.row == nil {
		if s.dialect.upserts() && header.Get("If-Match") == "" {
			return s.upsert(c, at, q, body)
		}
		return nil, s.dialect.updateOnly(s.asError(s.absent(c, at)))
	}
	object, err := s.object(body)
	if err != nil {
		return nil, err
	}
	s.dropKey(at, object)
	p, err := s.decode(c, at.typ, object, false)
	if err != nil {
		return nil, err
	}
	row, err := s.update(c, at.set, at.row, p.row)
	if err != nil {
		return nil, err
	}
	if err := s.link(c, at.typ, row, p.links); err != nil {
		return nil, err
	}
	return s.changed(c, at, q, row)
}

// dropKey removes key columns that only repeat the key in the URL.
func (s *Service) dropKey(at *target, object map[string]any) {
	for _, name := range at.typ.Key {
		if text, ok := object[name].(string); ok && strings.EqualFold(text, at.row.String(name)) {
			delete(object, name)
		}
	}
}

func (s *Service) changed(c *Context, at *target, q *query, row Row) (*answer, error) {
	if !s.dialect.changed(c, s.urlOf(c, at.set, row)) {
		return &answer{status: http.StatusNoContent}, nil
	}
	return s.shown(c, at, q, row, http.StatusOK)
}

// upsert creates the row that a PATCH did not find, with the key from the URL.
func (s *Service) upsert(c *Context, at *target, q *query, body []byte) (*answer, error) {
	if !model.Allowed(at.typ.Insertable) {
		return nil, s.dialect.notAllowed(http.MethodPost, at.typ.Name)
	}
	object, err := s.object(body)
	if err != nil {
		return nil, err
	}
	maps.Copy(object, at.key)
	p, err := s.decode(c, at.typ, object, true)
	if err != nil {
		return nil, err
	}
	row, err := s.insert(c, at.set, p.row)
	if err != nil {
		return nil, err
	}
	if err := s.link(c, at.typ, row, p.links); err != nil {
		return nil, err
	}
	return s.created(c, at, q, row)
}

// drop handles DELETE on an entity.
func (s *Service) drop(c *Context, at *target) (*answer, error) {
	if at.set == "" || !model.Allowed(at.typ.Deletable) || s.Model.Sets[at.set] != nil && s.Model.Sets[at.set].ReadOnly {
		return nil, s.dialect.notAllowed(http.MethodDelete, typeName(at))
	}
	if at.row == nil {
		return nil, s.absent(c, at)
	}
	table := c.Table(at.set)
	if bad := s.dialect.precondition(http.MethodDelete, c.Request.Header, max(table.Version(table.Key(at.row)), 1)); bad != nil {
		return nil, bad
	}
	if err := s.remove(c, at.set, at.row); err != nil {
		return nil, err
	}
	return &answer{status: http.StatusNoContent}, nil
}

// propertyRequest handles GET, PUT and DELETE on one property of an entity.
func (s *Service) propertyRequest(c *Context, at *target, body []byte) (*answer, error) {
	name := at.prop.Name
	switch c.Request.Method {
	case http.MethodGet:
		return s.readProperty(c, at)
	case http.MethodPut, http.MethodPatch, http.MethodDelete:
	default:
		return nil, s.dialect.notAllowed(c.Request.Method, "")
	}
	value := any(nil)
	if c.Request.Method != http.MethodDelete {
		if at.prop.Type == "Edm.Stream" || at.raw {
			value = string(bytes.TrimSpace(body))
		} else {
			object, err := s.object(body)
			if err != nil {
				return nil, err
			}
			value = object["value"]
		}
	}
	table := c.Table(at.set)
	if bad := s.dialect.precondition(c.Request.Method, c.Request.Header, max(table.Version(table.Key(at.row)), 1)); bad != nil {
		return nil, bad
	}
	p := &payload{row: Row{}}
	if err := s.column(at.typ, name, value, false, p); err != nil {
		return nil, err
	}
	if _, err := s.update(c, at.set, at.row, p.row); err != nil {
		return nil, err
	}
	return &answer{status: http.StatusNoContent}, nil
}

func (s *Service) readProperty(c *Context, at *target) (*answer, error) {
	out := map[string]any{}
	s.show(c, out, at.prop, s.computed(c, at.set, at.row), s.dialect.wire(at.prop, s.dialect.zero(at.prop)))
	value := out[at.prop.Name]
	if value == nil {
		return &answer{status: http.StatusNoContent}, nil
	}
	if at.raw {
		c.Header.Set("Content-Type", "text/plain;charset=utf-8")
		return &answer{status: http.StatusOK, body: []byte(shown(value))}, nil
	}
	return &answer{status: http.StatusOK, body: map[string]any{
		"@odata.context": s.urlOf(c, at.set, at.row) + "/" + at.prop.Name, "value": value,
	}}, nil
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

type kind int

const (
	kindService kind = iota
	kindMetadata
	kindBatch
	kindCollection
	kindEntity
	kindRef
	kindCount
	kindProperty
	kindOperation
)

// target is what a path points to.
type target struct {
	kind kind
	set  string
	typ  *model.EntityType
	rows func() []Row // of a collection
	row  Row          // of an entity; nil if it does not exist
	key  Row          // key columns given in the path
	text string       // the key as written

	parent     Row // the row at which a navigation property starts
	parentSet  string
	parentType *model.EntityType
	nav        *model.Navigation
	prop       property
	raw        bool // …/$value
	op         *model.Operation
	code       Operation
	args       string
}

// resolve follows the segments of a path; it may switch the context to a company.
func (s *Service) resolve(c *Context, segments []segment) (*target, error) {
	at := &target{}
	for i, seg := range segments {
		next, err := s.step(c, at, seg, i == len(segments)-1)
		if err != nil {
			return nil, err
		}
		at = next
	}
	return at, nil
}

func (s *Service) step(c *Context, at *target, seg segment, last bool) (*target, error) {
	if at.kind == kindService {
		return s.first(c, seg, last)
	}
	switch {
	case seg.name == "$ref" && at.nav != nil && last:
		out := *at
		out.kind = kindRef
		return &out, nil
	case seg.name == "$count" && at.kind == kindCollection && last:
		out := *at
		out.kind = kindCount
		return &out, nil
	case seg.name == "$value" && at.kind == kindProperty && last:
		out := *at
		out.raw = true
		return &out, nil
	}
	if at.kind != kindCollection && at.kind != kindEntity || at.typ == nil {
		return nil, s.dialect.unknownSegment(seg.name)
	}
	if op, ok := s.boundOperation(at, seg.name); ok {
		if at.kind == kindEntity && at.row == nil {
			return nil, s.missing(c, at.set, at.text)
		}
		return &target{kind: kindOperation, op: op, code: s.code(op, at.typ), args: seg.args, row: at.row, typ: at.typ, set: at.set}, nil
	}
	if at.kind == kindCollection {
		if s.dialect.keyAsSegment() && !seg.paren && !strings.HasPrefix(seg.name, "$") {
			if cast, ok := strings.CutPrefix(seg.name, "microsoft.graph."); ok {
				return s.cast(at, cast), nil
			}
			return s.keyed(c, at, "'"+strings.ReplaceAll(seg.name, "'", "''")+"'")
		}
		return nil, s.dialect.unknownSegment(seg.name)
	}
	if at.row == nil {
		return nil, s.missing(c, at.set, at.text)
	}
	return s.member(c, at, seg)
}

func (s *Service) first(c *Context, seg segment, last bool) (*target, error) {
	switch {
	case seg.name == "$metadata" && last:
		return &target{kind: kindMetadata}, nil
	case seg.name == "$batch" && last:
		return &target{kind: kindBatch}, nil
	}
	if set := s.setNamed(seg.name); set != nil {
		if err := s.chooseCompany(c, set.Name); err != nil {
			return nil, err
		}
		at := &target{kind: kindCollection, set: set.Name, typ: s.Model.Types[set.EntityType]}
		at.rows = func() []Row { return c.Rows(set.Name) }
		if set.Singleton {
			at.kind, at.row = kindEntity, Row{"id": set.Name}
			if rows := at.rows(); len(rows) > 0 {
				at.row = rows[0]
			}
			return at, nil
		}
		if seg.paren {
			return s.keyed(c, at, seg.args)
		}
		return at, nil
	}
	name := strings.TrimPrefix(seg.name, s.Model.Namespace+".")
	if op := s.Model.Operation(name, "", false); op != nil {
		return &target{kind: kindOperation, op: op, code: s.code(op, nil), args: seg.args}, nil
	}
	return nil, s.unknownSet(c, seg.name)
}

// setNamed finds a set of this service.
func (s *Service) setNamed(name string) *model.EntitySet {
	set, ok := s.Model.Sets[name]
	if !ok && s.dialect.foldNames() {
		for known, candidate := range s.Model.Sets {
			if strings.EqualFold(known, name) {
				set, ok = candidate, true
			}
		}
	}
	if !ok || !set.In(s.Name) {
		return nil
	}
	return set
}

// navNamed finds a navigation property that this service supports.
func (s *Service) navNamed(t *model.EntityType, name string) *model.Navigation {
	nav := t.Nav(name)
	if nav == nil && s.dialect.foldNames() {
		for known, candidate := range t.Navigation {
			if strings.EqualFold(known, name) {
				nav = candidate
			}
		}
	}
	if nav == nil || !s.navServed(nav) {
		return nil
	}
	return nav
}

// unknownSet is the error for a set that the service does not have.
func (s *Service) unknownSet(c *Context, name string) *Error {
	if c.Request != nil {
		if bad := s.dialect.unknownPage(s.World.Config.Origin + c.Request.URL.EscapedPath()); bad != nil {
			return bad
		}
	}
	return s.dialect.unknownSegment(name)
}

// chooseCompany switches the context to the company in ?company= for a set outside companies().
func (s *Service) chooseCompany(c *Context, set string) error {
	if !s.InCompany(set) {
		return nil
	}
	wanted := ""
	if c.Request != nil {
		wanted = c.values().Get("company")
		if wanted == "" {
			wanted = c.Request.Header.Get("Company")
		}
	}
	for _, row := range c.World.Store.Table(store.BusinessCentral, "companies").All() {
		if wanted != "" && (row.Equal("id", wanted) || row.String("name") == wanted) {
			*c = *c.InCompany(row.String("id"))
			return nil
		}
	}
	return Errorf(404, "Internal_CompanyNotFound", "Cannot find company \"%s\".", wanted)
}

func (s *Service) cast(at *target, typeName string) *target {
	out, rows := *at, at.rows
	if t := s.Model.Types[typeName]; t != nil {
		out.typ = t
	}
	out.rows = func() []Row {
		var kept []Row
		for _, row := range rows() {
			if strings.TrimPrefix(row.String("@odata.type"), "#"+s.Model.Namespace+".") == typeName {
				kept = append(kept, row)
			}
		}
		return kept
	}
	return &out
}

// member follows a navigation property or a property of an entity.
func (s *Service) member(c *Context, at *target, seg segment) (*target, error) {
	if nav := s.navNamed(at.typ, seg.name); nav != nil {
		out := &target{nav: nav, parent: at.row, parentSet: at.set, parentType: at.typ, typ: s.Model.Types[nav.Target]}
		row, owner := at.row, at.typ
		rows, set := func() []Row { r, _ := s.related(c, owner, nav, row); return r }, s.navSet(nav)
		out.set, out.rows = set, rows
		if nav.Collection {
			out.kind = kindCollection
			if seg.paren {
				return s.keyed(c, out, seg.args)
			}
			return out, nil
		}
		out.kind = kindEntity
		found, at := s.related(c, owner, nav, row)
		if len(found) > 0 {
			out.row, out.set = found[0], at
			out.typ = s.Model.TypeOf(at)
		}
		return out, nil
	}
	if p, ok := s.property(at.typ.Name, seg.name); ok && !seg.paren {
		out := *at
		out.kind, out.prop = kindProperty, p
		return &out, nil
	}
	if at.set == "companies" {
		return nil, s.unknownSet(c, seg.name)
	}
	return nil, s.dialect.unknownSegment(seg.name)
}

// navServed hides navigation properties that lead to another service of the same API.
func (s *Service) navServed(nav *model.Navigation) bool {
	set, ok := s.Model.Sets[nav.Name]
	return !ok || set.In(s.Name)
}

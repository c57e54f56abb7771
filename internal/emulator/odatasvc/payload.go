// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"net/url"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

// payload is a decoded request body: columns, and links to add to collections afterwards.
type payload struct {
	row   Row
	links []link
}

type link struct {
	nav   *model.Navigation
	other Row
}

// decode checks a body against the type; insert distinguishes a create from an update.
func (s *Service) decode(c *Context, t *model.EntityType, object map[string]any, insert bool) (*payload, error) {
	out := &payload{row: Row{}}
	for _, name := range sortedKeys(object) {
		head, note, annotation := strings.Cut(name, "@")
		var err error
		switch {
		case annotation && note == "odata.bind":
			err = s.bind(c, t, head, object[name], insert, out)
		case annotation && head == "":
		case annotation:
			if _, ok := s.property(t.Name, head); !ok && t.Nav(head) == nil {
				err = s.dialect.undeclared(s.Model.SetOf(t.Name), head, t.Name, true)
			}
		default:
			err = s.column(t, name, object[name], insert, out)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Service) column(t *model.EntityType, name string, value any, insert bool, out *payload) error {
	p, ok := s.property(t.Name, name)
	if !ok {
		if t.Nav(name) != nil {
			return s.dialect.badBody("Writing the navigation property '" + name + "' inline is not supported; use '" + name + "@odata.bind'.")
		}
		if t.Open && strings.HasPrefix(name, "extension_") {
			out.row[name] = Canonical(value)
			return nil
		}
		return s.dialect.undeclared(s.Model.SetOf(t.Name), name, t.Name, false)
	}
	if insert && value == nil && !model.Allowed(p.Insertable) && s.dialect.ignoresNull() {
		return nil
	}
	if refuse := s.Set(s.Model.SetOf(t.Name)).RefuseUpdate; refuse != nil && !insert && model.Allowed(p.Insertable) && !model.Allowed(p.Updatable) {
		return refuse(name)
	}
	if insert && !model.Allowed(p.Insertable) || !insert && !model.Allowed(p.Updatable) {
		return s.dialect.readOnly(name, t.Name)
	}
	canonical, bad := s.canonical(p, value)
	if bad != nil {
		return bad
	}
	out.row[name] = canonical
	return nil
}

func (s *Service) bind(c *Context, t *model.EntityType, name string, value any, insert bool, out *payload) error {
	nav := t.Nav(name)
	if nav == nil {
		return s.dialect.undeclared(s.Model.SetOf(t.Name), name, t.Name, true)
	}
	flag := nav.Updatable
	if insert {
		flag = nav.Insertable
	}
	if !model.Allowed(flag) || !model.Allowed(nav.Bind) {
		return s.dialect.readOnly(name, t.Name)
	}
	if nav.Collection {
		list, ok := value.([]any)
		if !ok {
			return s.dialect.badValue(s.Model.SetOf(t.Name), name, shown(value), "Collection(Edm.String)")
		}
		for _, item := range list {
			_, other, err := s.referenced(c, nav, item)
			if err != nil {
				return err
			}
			out.links = append(out.links, link{nav, other})
		}
		return nil
	}
	column := s.lookupColumn(t, nav)
	if column == "" {
		return s.dialect.readOnly(name, t.Name)
	}
	if value == nil {
		if bad := s.dialect.nullReference(s.Model.SetOf(t.Name), name); bad != nil {
			return bad
		}
		out.row[column], out.row[column+logicalName] = nil, nil
		return nil
	}
	set, other, err := s.referenced(c, nav, value)
	if err != nil {
		return err
	}
	setLookup(out.row, column, other.String(s.KeyColumns(set)[0]), s.Model.Sets[set].EntityType)
	return nil
}

func setLookup(row Row, column, id, entityType string) {
	row[column], row[column+logicalName] = id, entityType
}

// referenced finds the row that a reference points to: an absolute URL of this
// service, or a path relative to its root.
func (s *Service) referenced(c *Context, nav *model.Navigation, ref any) (string, Row, error) {
	text, ok := ref.(string)
	if !ok || text == "" {
		return "", nil, s.dialect.badBody("The value of '" + nav.Name + "' is not a valid entity reference.")
	}
	path := text
	if u, err := url.Parse(text); err == nil && u.IsAbs() {
		rest, own := strings.CutPrefix(text, c.Root+"/")
		if !own && c.Request != nil && strings.EqualFold(u.Host, c.Request.Host) { // another name for the same host
			rest, own = strings.CutPrefix(u.EscapedPath(), strings.TrimPrefix(c.Root, s.World.Config.Origin)+"/")
		}
		if !own {
			return "", nil, s.dialect.badRequest("Invalid URI '" + text + "': it does not belong to this service.")
		}
		path = rest
	}
	segments, bad := s.parsePath(path)
	if bad != nil {
		return "", nil, bad
	}
	inner := *c
	at, err := s.resolve(&inner, segments)
	if err != nil {
		return "", nil, err
	}
	if at.kind != kindEntity {
		return "", nil, s.dialect.badRequest("The reference '" + text + "' does not name one entity.")
	}
	if !s.fits(nav, at.typ.Name) {
		return "", nil, s.dialect.badRequest("The reference '" + text + "' names an entity of type '" + at.typ.Name + "', which '" + nav.Name + "' cannot point to.")
	}
	if at.row == nil {
		return "", nil, s.absent(c, at)
	}
	return at.set, at.row, nil
}

func (s *Service) fits(nav *model.Navigation, entityType string) bool {
	targets := nav.AllTargets()
	for _, target := range targets {
		if s.Model.Is(entityType, target) || s.Model.Is(target, entityType) {
			return true
		}
	}
	return len(targets) == 0
}

// link adds the links of a new row.
func (s *Service) link(c *Context, t *model.EntityType, row Row, links []link) error {
	for _, l := range links {
		rules := s.navRules(t, l.nav)
		if rules == nil || rules.Link == nil {
			return s.dialect.unsupported("The navigation property '" + l.nav.Name + "' cannot be changed.")
		}
		if err := rules.Link(c, row, l.other); err != nil {
			return err
		}
	}
	return nil
}

// stamp maintains the columns that every service has. Existing values in the row or
// the changes are kept, unless always is set.
func (s *Service) stamp(c *Context, set string, row Row, insert, always bool) {
	t := s.Model.TypeOf(set)
	if t == nil {
		return
	}
	for column, value := range s.dialect.stamps(c, insert) {
		if _, held := row[column]; t.Properties[column] != nil && (always || !held) {
			row[column] = value
		}
	}
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

// logicalName annotates a lookup column with the type of its target.
const logicalName = "@Microsoft.Dynamics.CRM.lookuplogicalname"

// lookupColumn returns the column behind a single-valued navigation property.
func (s *Service) lookupColumn(t *model.EntityType, nav *model.Navigation) string {
	for name, p := range t.Properties {
		if p.Lookup != "" && strings.EqualFold(p.Lookup, nav.Name) {
			return name
		}
	}
	if column := "_" + strings.ToLower(nav.Name) + "_value"; t.Properties[column] != nil {
		return column
	}
	if column := nav.Name + "Id"; t.Properties[column] != nil {
		return column
	}
	return ""
}

// navSet returns the set that contains the targets of a navigation property.
func (s *Service) navSet(nav *model.Navigation) string {
	if set, ok := s.Model.Sets[nav.Name]; ok && set.EntityType == nav.Target {
		return nav.Name
	}
	return s.Model.SetOf(nav.Target)
}

// related lists the rows behind a navigation property, with the set that contains them.
func (s *Service) related(c *Context, t *model.EntityType, nav *model.Navigation, row Row) ([]Row, string) {
	set := s.navSet(nav)
	if rules := s.navRules(t, nav); rules != nil && rules.List != nil {
		return rules.List(c, row), set
	}
	if nav.Contained && t.Name == "company" && set != "" {
		return c.InCompany(row.String("id")).Rows(set), set
	}
	if nav.Collection {
		return s.reverse(c, t, nav, set, row), set
	}
	column := s.lookupColumn(t, nav)
	id := row.String(column)
	if column == "" || id == "" {
		return nil, set
	}
	for _, target := range s.targetsOf(row, column, nav) {
		if other := s.Model.SetOf(target); other != "" {
			if found, ok := c.Find(other, id); ok {
				return []Row{found}, other
			}
		}
	}
	return nil, set
}

// targetsOf lists the possible target types, beginning with the one in the lookup's annotation.
func (s *Service) targetsOf(row Row, column string, nav *model.Navigation) []string {
	if name := row.String(column + logicalName); name != "" {
		return []string{name}
	}
	return nav.AllTargets()
}

// reverse follows a one-to-many relationship if the target has exactly one lookup to this type.
func (s *Service) reverse(c *Context, t *model.EntityType, nav *model.Navigation, set string, row Row) []Row {
	target := s.Model.Types[nav.Target]
	if target == nil || set == "" || len(t.Key) != 1 {
		return nil
	}
	column := ""
	for _, back := range target.Navigation {
		if back.Collection || !model.Allowed(back.Bind) || back.Target != t.Name {
			continue
		}
		if column != "" {
			return nil
		}
		column = s.lookupColumn(target, back)
	}
	if column == "" {
		return nil
	}
	var out []Row
	for _, other := range c.Rows(set) {
		if other.Equal(column, row.String(t.Key[0])) {
			out = append(out, other)
		}
	}
	return out
}

func (s *Service) navRules(t *model.EntityType, nav *model.Navigation) *Navigation {
	for name, depth := t.Name, 0; name != "" && depth < 10; depth++ {
		if rules, ok := s.navigation[name+"/"+nav.Name]; ok {
			return rules
		}
		next := s.Model.Types[name]
		if next == nil {
			break
		}
		name = next.BaseType
	}
	return nil
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"errors"
	"maps"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// insert stores a canonical row: generated key, defaults, rules.
func (s *Service) insert(c *Context, set string, row Row) (Row, error) {
	rules := s.Set(set)
	s.FillDefaults(c, set, row)
	if rules.BeforeInsert != nil {
		if err := rules.BeforeInsert(c, row); err != nil {
			return nil, err
		}
	}
	table := c.Table(set)
	key := table.Key(row)
	if table.Has(key) {
		return nil, s.dialect.duplicate(set, key)
	}
	table.Put(row)
	if rules.AfterInsert != nil {
		if err := rules.AfterInsert(c, row); err != nil {
			return nil, err
		}
	}
	stored, _ := table.Get(key)
	return stored, nil
}

// FillDefaults completes a row with its key, the set's defaults and the columns that the service
// maintains. It does not change existing values.
func (s *Service) FillDefaults(c *Context, set string, row Row) {
	s.GenerateKey(c, set, row)
	if rules := s.Set(set); rules.Defaults != nil {
		rules.Defaults(c, row)
	}
	s.stamp(c, set, row, true, false)
}

// GenerateKey gives the row a new key if its only key column is missing.
func (s *Service) GenerateKey(c *Context, set string, row Row) {
	keys := s.KeyColumns(set)
	if len(keys) != 1 {
		return
	}
	if v, ok := row[keys[0]]; ok && v != nil && v != "" {
		if text, isText := v.(string); isText {
			row[keys[0]] = store.NormalizeKey(text)
		}
		return
	}
	if rules := s.Set(set); rules.NewKey != nil {
		row[keys[0]] = rules.NewKey(c, row)
		return
	}
	row[keys[0]] = c.World.NewID()
}

func (s *Service) update(c *Context, set string, old, changes Row) (Row, error) {
	rules := s.Set(set)
	if rules.BeforeUpdate != nil {
		if err := rules.BeforeUpdate(c, old, changes); err != nil {
			return nil, err
		}
	}
	s.stamp(c, set, changes, false, true)
	table := c.Table(set)
	key := table.Key(old)
	row := old.Clone()
	if current, ok := table.Get(key); ok { // the rule may have written the row already
		row = current.Clone()
	}
	maps.Copy(row, changes)
	table.Put(row)
	if rules.AfterUpdate != nil {
		if err := rules.AfterUpdate(c, old, row); err != nil {
			return nil, err
		}
	}
	if stored, ok := table.Get(key); ok {
		return stored, nil
	}
	return row, nil
}

func (s *Service) remove(c *Context, set string, row Row) error {
	rules := s.Set(set)
	if rules.BeforeDelete != nil {
		if err := rules.BeforeDelete(c, row); err != nil {
			if errors.Is(err, ErrHandled) {
				return nil
			}
			return err
		}
	}
	table := c.Table(set)
	table.Delete(table.Key(row))
	if rules.AfterDelete != nil {
		return rules.AfterDelete(c, row)
	}
	return nil
}

func (s *Service) missing(c *Context, set, key string) error {
	if f := s.Set(set).Missing; f != nil {
		return f(c, key)
	}
	entityType := set
	if t := s.Model.TypeOf(set); t != nil {
		entityType = t.Name
	}
	return s.dialect.missing(set, entityType, key)
}

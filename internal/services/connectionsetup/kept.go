// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"maps"
	"slices"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// keptKey is the private state key of the customizations that a failed update could not write again.
const keptKey = "kept_mappings"

// vault is the private state of a setup that stays in state after a failure.
type vault interface {
	Recall(ctx context.Context, key string, into any) (found bool, err error)
	Remember(ctx context.Context, key string, value any) error
	SetPrivate(ctx context.Context, key string, value []byte) error
}

// keptMappings are customizations that wait for the next update.
type keptMappings struct {
	Tables []keptTable `json:"tables,omitempty"`
	Fields []keptField `json:"fields,omitempty"`
	// Stopped names the mappings whose jobs did not run while those of others did.
	Stopped []string `json:"stopped,omitempty"`
}

// keptTable is a mapping as it was, and as the failure left it: nil when it was gone or could not be read.
type keptTable struct {
	Was  bc.TableMapping  `json:"was"`
	Left *bc.TableMapping `json:"left,omitempty"`
}

// keptField is the same for a field mapping.
type keptField struct {
	Was  bc.FieldMapping  `json:"was"`
	Left *bc.FieldMapping `json:"left,omitempty"`
}

// names returns the names of the mappings that are not as they were.
func (k keptMappings) names() []string {
	names := map[string]bool{}
	for _, t := range k.Tables {
		names[t.Was.Name] = true
	}
	for _, f := range k.Fields {
		names[f.Was.MappingName] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// rescue writes customizations again after a failure, keeps those that cannot be written for the next update, and names
// them. It has a context of its own, because the failure may be an interruption.
func (s *mappingSettings) rescue(ctx context.Context, before customizations) error {
	if len(before.tables) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), rollbackTime)
	defer cancel()
	cause := s.restore(ctx, before)
	rest := s.outstanding(ctx, before)
	names := joined(rest.names())
	if names == "" && cause == nil {
		cause = s.forget(ctx)
	}
	if s.vault == nil {
		if names == "" {
			return cause
		}
		return errors.Join(cause, lostMappings(names, nil))
	}
	err := s.keep(ctx, rest)
	switch {
	case err != nil:
		return errors.Join(cause, lostMappings(names, err))
	case names == "":
		return cause
	}
	return errors.Join(cause, framework.Errorf("Former settings of table mappings are kept", remedyRepeat,
		"These table mappings of company %s no longer have their former settings: %s. This resource keeps the settings, and writes them back the next time it turns a connection on, except to mappings that have been changed since.",
		s.company, names))
}

func lostMappings(names string, err error) error {
	return &framework.Problem{
		Summary: "Former settings of table mappings are lost",
		Detail:  "These table mappings no longer have their former settings, which could not be kept: " + names + ".",
		Remedy:  "Set them on the page Integration Table Mappings in Business Central, or with bcsales_table_mapping.",
		Err:     err,
	}
}

// outstanding compares the mappings with what they were. When they cannot be read, all are outstanding.
func (s *mappingSettings) outstanding(ctx context.Context, before customizations) keptMappings {
	rest := keptMappings{Stopped: slices.Sorted(maps.Keys(before.stopped))}
	now, _ := s.remember(ctx, false)
	for _, name := range slices.Sorted(maps.Keys(before.tables)) {
		left, there := now.tables[name]
		if !there {
			rest.Tables = append(rest.Tables, keptTable{Was: before.tables[name]})
		} else if _, differ := before.table(left); differ {
			rest.Tables = append(rest.Tables, keptTable{Was: before.tables[name], Left: &left})
		}
	}
	for key, was := range before.fields {
		left, there := now.fields[key]
		if !there {
			rest.Fields = append(rest.Fields, keptField{Was: was})
		} else if _, differ := before.field(left); differ {
			rest.Fields = append(rest.Fields, keptField{Was: was, Left: &left})
		}
	}
	return rest
}

// keep puts what is outstanding into the private state, or takes it out when nothing is.
func (s *mappingSettings) keep(ctx context.Context, rest keptMappings) error {
	if s.vault == nil {
		return nil
	}
	if len(rest.Tables)+len(rest.Fields)+len(rest.Stopped) == 0 {
		return s.vault.SetPrivate(ctx, keptKey, nil)
	}
	return s.vault.Remember(ctx, keptKey, rest)
}

// withKept is remember with what a failed update kept. A mapping that was changed since is taken as it is now.
func (s *mappingSettings) withKept(ctx context.Context, running bool) (customizations, error) {
	c, err := s.remember(ctx, running)
	if err != nil || s.vault == nil {
		return c, err
	}
	var kept keptMappings
	if _, err := s.vault.Recall(ctx, keptKey, &kept); err != nil {
		return c, err
	}
	c.add(kept, running)
	return c, nil
}

// add gives kept mappings precedence over those that are as the failure left them.
func (c *customizations) add(kept keptMappings, running bool) {
	for _, t := range kept.Tables {
		now, there := c.tables[t.Was.Name]
		if there && t.Left != nil {
			left := customizations{tables: map[string]bc.TableMapping{t.Was.Name: *t.Left}}
			if _, changed := left.table(now); changed {
				continue
			}
		}
		c.tables[t.Was.Name] = t.Was
	}
	for _, f := range kept.Fields {
		now, there := c.fields[keyOf(f.Was)]
		if there && f.Left != nil && (now.UseForMatchBasedCoupling != f.Left.UseForMatchBasedCoupling || now.MatchPriority != f.Left.MatchPriority) {
			continue
		}
		c.fields[keyOf(f.Was)] = f.Was
	}
	if running {
		return
	}
	for _, name := range kept.Stopped {
		c.stopped[name] = true
	}
}

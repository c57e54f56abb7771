// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package seed

import (
	"fmt"
	"maps"
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

// parse reads the options.
func (o *Options) parse(where string, value any) error {
	members, err := object(where, value)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		at := where + "." + name
		switch name {
		case "navigationProperties":
			err = o.parseNames(at, members[name])
		case "accentSensitive":
			sensitive, ok := members[name].(bool)
			if !ok {
				return problemf(at, "expected true or false")
			}
			o.AccentSensitive = sensitive
		default:
			err = problemf(at, "there is no such option; known are accentSensitive, navigationProperties")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (o *Options) parseNames(where string, value any) error {
	tables, err := object(where, value)
	if err != nil {
		return err
	}
	o.NavigationProperties = map[string]map[string]string{}
	for table, value := range tables {
		names, err := object(where+"."+table, value)
		if err != nil {
			return err
		}
		o.NavigationProperties[table] = map[string]string{}
		for name, value := range names {
			other, ok := value.(string)
			if !ok {
				return problemf(fmt.Sprintf("%s.%s.%s", where, table, name), "expected a name")
			}
			o.NavigationProperties[table][name] = other
		}
	}
	return nil
}

func (o *Options) apply(w *world.World, dataverse *odatasvc.Service) error {
	w.Store.Collation.AccentSensitive = o.AccentSensitive
	for _, table := range slices.Sorted(maps.Keys(o.NavigationProperties)) {
		for name, other := range o.NavigationProperties[table] {
			if err := dataverse.Model.RenameNavigation(table, name, other); err != nil {
				return problemf("dataverse.options.navigationProperties."+table+"."+name, "%v", err)
			}
		}
	}
	return nil
}

// parseOptions reads the options of an environment of Business Central.
func (e *Environment) parseOptions(where string, value any) error {
	members, err := object(where, value)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		ignore, ok := members[name].(bool)
		switch {
		case name != "ignoreContinueOnError":
			return problemf(where+"."+name, "there is no such option; known is ignoreContinueOnError")
		case !ok:
			return problemf(where+"."+name, "expected true or false")
		}
		e.IgnoreContinueOnError = ignore
	}
	return nil
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

// service is the companion's name among the services of the emulator's model.
const service = "companion"

// companySet is served under every route of Business Central and is not the extension's.
const companySet = "companies"

// FromModel reads the emulator's model of the companion API.
func FromModel(m *model.Model) (API, error) {
	api := API{}
	for set, s := range m.Sets {
		if !slices.Contains(s.Service, service) || set == companySet {
			continue
		}
		kind := m.Types[s.EntityType]
		e := api.entity(set)
		e.Name = s.EntityType
		e.Insert, e.Update, e.Delete = model.Allowed(kind.Insertable), model.Allowed(kind.Updatable), model.Allowed(kind.Deletable)
		for name, p := range kind.Properties {
			t, err := edmType(p.Type, p.Enum != "")
			if err != nil {
				return nil, fmt.Errorf("property %s.%s: %w", set, name, err)
			}
			e.Fields[name] = &Field{Type: t, Insert: e.Insert && model.Allowed(p.Insertable), Update: e.Update && model.Allowed(p.Updatable)}
		}
		for _, o := range m.Operations {
			if o.Bound != s.EntityType || !o.IsAction() {
				continue
			}
			action := &Action{Parameters: map[string]string{}}
			for name, p := range o.Parameters {
				t, err := edmType(p.Type, p.Enum != "")
				if err != nil {
					return nil, fmt.Errorf("parameter %s of %s.%s: %w", name, set, o.Name, err)
				}
				action.Parameters[name] = t
			}
			e.Actions[o.Name] = action
		}
	}
	return api, nil
}

func edmType(name string, option bool) (string, error) {
	name = strings.TrimPrefix(name, "Edm.")
	if option && name == typeString {
		return typeOption, nil
	}
	if !slices.Contains([]string{typeBoolean, typeDateTime, typeGUID, typeInteger, typeString}, name) {
		return "", fmt.Errorf("unknown type %s", name)
	}
	return name, nil
}

// metadata is the part of a CSDL document that is compared.
type metadata struct {
	Schemas []struct {
		Namespace   string `xml:"Namespace,attr"`
		EntityTypes []struct {
			Name       string `xml:"Name,attr"`
			Properties []struct {
				Name string `xml:"Name,attr"`
				Type string `xml:"Type,attr"`
			} `xml:"Property"`
		} `xml:"EntityType"`
		Actions []struct {
			Name       string `xml:"Name,attr"`
			Parameters []struct {
				Name string `xml:"Name,attr"`
				Type string `xml:"Type,attr"`
			} `xml:"Parameter"`
		} `xml:"Action"`
		Sets []struct {
			Name string `xml:"Name,attr"`
			Type string `xml:"EntityType,attr"`
		} `xml:"EntityContainer>EntitySet"`
	} `xml:"DataServices>Schema"`
}

// FromMetadata reads a $metadata document. CSDL does not say what may be written: those flags are taken from other.
func FromMetadata(r io.Reader, other API) (API, error) {
	var doc metadata
	if err := xml.NewDecoder(r).Decode(&doc); err != nil {
		return nil, fmt.Errorf("parsing the metadata: %w", err)
	}
	api := API{}
	for _, schema := range doc.Schemas {
		local := func(name string) string { return strings.TrimPrefix(name, schema.Namespace+".") }
		for _, set := range schema.Sets {
			if set.Name == companySet {
				continue
			}
			e := api.entity(set.Name)
			e.Name = local(set.Type)
			if known := other[set.Name]; known != nil {
				e.Insert, e.Update, e.Delete = known.Insert, known.Update, known.Delete
			}
			for _, t := range schema.EntityTypes {
				if t.Name != e.Name {
					continue
				}
				for _, p := range t.Properties {
					field := &Field{Type: csdlType(p.Type)}
					if known := other[set.Name]; known != nil && known.Fields[p.Name] != nil {
						field.Insert, field.Update = known.Fields[p.Name].Insert, known.Fields[p.Name].Update
					}
					e.Fields[p.Name] = field
				}
			}
			for _, a := range schema.Actions {
				if len(a.Parameters) == 0 || local(a.Parameters[0].Type) != e.Name {
					continue
				}
				action := &Action{Parameters: map[string]string{}}
				for _, p := range a.Parameters[1:] {
					action.Parameters[p.Name] = csdlType(p.Type)
				}
				e.Actions[a.Name] = action
			}
		}
	}
	return api, nil
}

// csdlType: an option is declared as a string, or as an enumeration of the service.
func csdlType(name string) string {
	switch {
	case name == "Edm.String":
		return typeString + "|" + typeOption
	case strings.HasPrefix(name, "Edm."):
		return strings.TrimPrefix(name, "Edm.")
	}
	return typeOption
}

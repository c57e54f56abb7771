// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import "github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"

// property is a declared column with its enumeration and the type that declares it, "" for a parameter.
type property struct {
	*model.Property
	enum  *model.Enum
	owner string
}

// property finds a declared column of an entity type or complex type.
func (s *Service) property(typeName, name string) (property, bool) {
	var p *model.Property
	if t, ok := s.Model.Types[typeName]; ok {
		p = t.Properties[name]
	} else if t, ok := s.Model.Complex[typeName]; ok {
		p = t.Properties[name]
	}
	if p == nil {
		return property{}, false
	}
	out := s.described(p)
	out.owner = typeName
	return out, true
}

func (s *Service) described(p *model.Property) property {
	out := property{Property: p}
	if p.Enum != "" {
		out.enum = s.Model.Enums[p.Enum]
	} else {
		out.enum = s.Model.Enums[model.Element(p.Type)]
	}
	return out
}

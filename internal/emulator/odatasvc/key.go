// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

// keyed selects one row of a collection by its key or an alternate key.
func (s *Service) keyed(c *Context, at *target, text string) (*target, error) {
	key, alternate, err := s.parseKey(at, text)
	if err != nil {
		return nil, err
	}
	out := *at
	out.kind, out.key = kindEntity, key
	table := c.Table(at.set)
	if alternate {
		out.text = text
		out.row = s.matching(at.rows(), key)
	} else {
		out.text = table.Key(key)
		if at.nav == nil || at.nav.Contained {
			out.row, _ = c.Find(at.set, out.text)
			if out.row == nil && s.dialect.keyAsSegment() {
				out.row = s.byAlternate(at, out.text)
			}
		} else {
			out.row = s.matching(at.rows(), key)
		}
	}
	if at.set == "companies" {
		if out.row == nil {
			return nil, Errorf(404, "Internal_CompanyNotFound", "Cannot find company \"%s\".", out.text)
		}
		*c = *c.InCompany(out.row.String("id"))
	}
	return &out, nil
}

// byAlternate finds a row by a single alternate key, as in users/{userPrincipalName}.
func (s *Service) byAlternate(at *target, text string) Row {
	for _, names := range at.typ.AlternateKeys {
		if len(names) == 1 {
			if row := s.matching(at.rows(), Row{names[0]: text}); row != nil {
				return row
			}
		}
	}
	return nil
}

func (s *Service) matching(rows []Row, key Row) Row {
	for _, row := range rows {
		same := true
		for k, v := range key {
			if text, ok := v.(string); ok {
				same = same && s.alike(row.String(k), text)
			} else {
				same = same && row[k] == v
			}
		}
		if same {
			return row
		}
	}
	return nil
}

// parseKey parses the arguments of a key and reports whether it is an alternate key.
func (s *Service) parseKey(at *target, text string) (Row, bool, error) {
	given := arguments(text)
	names := at.typ.Key
	if plain, ok := given[""]; ok && len(given) == 1 && len(names) == 1 {
		given = map[string]string{names[0]: plain}
	}
	alternate := !sameNames(names, given)
	if alternate {
		known := false
		for _, alt := range at.typ.AlternateKeys {
			known = known || sameNames(alt, given)
		}
		if !known {
			return nil, false, s.dialect.badRequest("The number or the names of the keys specified in the URI do not match the key properties for the resource '" + at.set + "'.")
		}
	}
	key := Row{}
	for name, literal := range given {
		p, ok := s.property(at.typ.Name, name)
		if !ok {
			return nil, false, s.dialect.unknownProperty(name, at.typ.Name)
		}
		value, err := s.literal(p, literal)
		if err != nil {
			return nil, false, err
		}
		key[name] = value
	}
	return key, alternate, nil
}

func sameNames(names []string, given map[string]string) bool {
	if len(names) != len(given) {
		return false
	}
	for _, n := range names {
		if _, ok := given[n]; !ok {
			return false
		}
	}
	return true
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

import (
	"fmt"
	"strconv"
)

// level is where a setting can be made; a lower one takes precedence.
type level int

const (
	inBlock level = iota
	inBCSALES
	inARM
)

// String is the level as messages name it.
func (l level) String() string {
	switch l {
	case inBlock:
		return "the provider block"
	case inBCSALES:
		return "BCSALES_* variables"
	default:
		return "ARM_* variables"
	}
}

func levels() []level { return []level{inBlock, inBCSALES, inARM} }

// setting is an argument and the variables that stand for it.
type setting struct {
	argument string
	block    *string
	// bcsales and arm are the names of the variables, or empty.
	bcsales, arm string
}

// found is a value and where it was found.
type found struct {
	value string
	level level
	// name is the argument or variable that held it.
	name string
}

// at returns the setting's value at one level.
func (s setting) at(l level, lookup Lookup) (found, bool) {
	name := s.argument
	switch l {
	case inBlock:
		if s.block == nil || *s.block == "" {
			return found{}, false
		}
		return found{value: *s.block, level: l, name: name}, true
	case inBCSALES:
		name = s.bcsales
	case inARM:
		name = s.arm
	}
	if name == "" {
		return found{}, false
	}
	value, ok := lookup(name)
	return found{value: value, level: l, name: name}, ok && value != ""
}

// upTo returns the setting's value of highest precedence, down to a level.
func (s setting) upTo(last level, lookup Lookup) (found, bool) {
	for _, l := range levels() {
		if l > last {
			break
		}
		if f, ok := s.at(l, lookup); ok {
			return f, true
		}
	}
	return found{}, false
}

// find returns the setting's value of highest precedence.
func (s setting) find(lookup Lookup) (found, bool) { return s.upTo(inARM, lookup) }

// text renders a flag as a setting's value.
func text(flag *bool) *string {
	if flag == nil {
		return nil
	}
	s := strconv.FormatBool(*flag)
	return &s
}

// parseFlag reads a flag as Terraform's own variables are read: true, false, 1, 0.
func parseFlag(f found) (bool, error) {
	b, err := strconv.ParseBool(f.value)
	if err != nil {
		return false, fmt.Errorf("%s is %q, but must be true or false", f.name, f.value)
	}
	return b, nil
}

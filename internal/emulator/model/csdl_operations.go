// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package model

// served reports whether the service has the operation: it has if all types that the operation needs are declared.
func (c *csdl) served(o *Operation) bool {
	if o.Bound != "" && !c.types[o.Bound] {
		return false
	}
	if _, ok := c.qualified(o.Returns); o.Returns != "" && !ok {
		return false
	}
	for _, p := range o.Parameters {
		if _, ok := c.qualified(p.Type); !ok && p.Nullable != nil && !*p.Nullable {
			return false
		}
	}
	return true
}

func (c *csdl) operation(o *Operation) {
	if !c.served(o) {
		return
	}
	tag, attrs := "Function", attr("Name", o.Name)
	if o.IsAction() {
		tag = "Action"
	}
	if o.Bound != "" {
		attrs += attr("IsBound", "true")
	}
	c.linef(3, "<%s%s>", tag, attrs)
	if o.Bound != "" {
		kind := c.model.Namespace + "." + o.Bound
		if o.BoundCollection {
			kind = "Collection(" + kind + ")"
		}
		c.linef(4, "<Parameter%s%s%s />", attr("Name", "bindingParameter"), attr("Type", kind), attr("Nullable", "false"))
	}
	for _, name := range keys(o.Parameters) {
		p := o.Parameters[name]
		kind, ok := c.qualified(p.Type)
		if !ok {
			continue
		}
		nullable := ""
		if p.Nullable != nil && !*p.Nullable {
			nullable = attr("Nullable", "false")
		}
		c.linef(4, "<Parameter%s%s%s />", attr("Name", name), attr("Type", kind), nullable)
	}
	if kind, ok := c.qualified(o.Returns); o.Returns != "" && ok {
		c.linef(4, "<ReturnType%s />", attr("Type", kind))
	}
	c.linef(3, "</%s>", tag)
}

func (c *csdl) container() {
	name := map[string]string{"Microsoft.NAV": "NAV", "microsoft.graph": "GraphService"}[c.model.Namespace]
	if name == "" {
		name = "System"
	}
	c.linef(3, "<EntityContainer%s>", attr("Name", name))
	for _, set := range keys(c.model.Sets) {
		s := c.model.Sets[set]
		if !c.model.Declared(s, c.service) {
			continue
		}
		kind := c.model.Namespace + "." + s.EntityType
		if s.Singleton {
			c.linef(4, "<Singleton%s%s />", attr("Name", set), attr("Type", kind))
		} else {
			c.linef(4, "<EntitySet%s%s />", attr("Name", set), attr("EntityType", kind))
		}
	}
	for _, o := range c.model.Operations {
		if o.Bound != "" || !c.served(o) {
			continue
		}
		tag := "Function"
		if o.IsAction() {
			tag = "Action"
		}
		c.linef(4, "<%sImport%s%s />", tag, attr("Name", o.Name), attr(tag, c.model.Namespace+"."+o.Name))
	}
	c.linef(3, "</EntityContainer>")
}

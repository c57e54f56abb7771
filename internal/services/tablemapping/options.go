// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package tablemapping

import "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"

// option pairs a value of the configuration with Business Central's.
type option struct {
	name  string
	value businesscentral.Option
}

type options []option

func directions() options {
	return options{{"bidirectional", "Bidirectional"}, {"to_dataverse", "ToIntegrationTable"}, {"from_dataverse", "FromIntegrationTable"}}
}

func updateResolutions() options {
	return options{{"none", "None"}, {"send_update_to_dataverse", "Send Update to Integration"}, {"get_update_from_dataverse", "Get Update from Integration"}}
}

func deletionResolutions() options {
	return options{{"none", "None"}, {"restore_records", "Restore Records"}, {"remove_coupling", "Remove Coupling"}}
}

func (o options) names() []string {
	names := make([]string, len(o))
	for i, entry := range o {
		names[i] = entry.name
	}
	return names
}

// value returns Business Central's value; nil for a name that is not set.
func (o options) value(name string) *businesscentral.Option {
	for _, entry := range o {
		if entry.name == name {
			return &entry.value
		}
	}
	return nil
}

// name returns the configuration's name of a value; a value that is not known is returned as it is.
func (o options) name(value businesscentral.Option) string {
	for _, entry := range o {
		if entry.value == value {
			return entry.name
		}
	}
	return string(value)
}

# What a plan must not do, for Open Policy Agent. Its input is the output of `terraform show -json`.
package bcsales

# Resetting a company's configuration loses every change to its mappings and jobs, and cannot be undone.
deny contains message if {
	some invocation in input.action_invocations
	invocation.type == "bcsales_reset_configuration"
	message := sprintf("%s would reset the mappings and jobs of a company", [invocation.address])
}

# With these policies, destroy removes data from the services.
destructive := {"delete", "uninstall"}

deny contains message if {
	some resource in input.resource_changes
	startswith(resource.type, "bcsales_")
	some value in [resource.change.before, resource.change.after]
	value.deletion_policy in destructive
	message := sprintf("%s has deletion_policy = %q", [resource.address, value.deletion_policy])
}

# Another ownership model turns both connections off and on again, and gives records other owners.
deny contains message if {
	some resource in input.resource_changes
	resource.type == "bcsales_dataverse_connection_setup"
	before := resource.change.before.ownership_model
	after := object.get(resource.change.after, "ownership_model", "a value that is not known yet")
	before != after
	in_production(resource.change.before.environment_url)
	message := sprintf("%s would change the ownership model from %s to %s in production", [resource.address, before, after])
}

# data.production lists the addresses of Dataverse environments. Without the list, every environment is one of production.
in_production(_) if not data.production

in_production(address) if {
	some one in data.production
	normal(one) == normal(address)
}

normal(address) := lower(trim_right(address, "/"))

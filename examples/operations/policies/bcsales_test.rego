package bcsales_test

import data.bcsales

resource(kind, before, after) := {"resource_changes": [{
	"address": concat(".", [kind, "this"]),
	"type": kind,
	"change": {"before": before, "after": after},
}]}

setup(model) := {"ownership_model": model, "environment_url": "https://contoso.crm4.dynamics.com"}

test_a_reset_is_refused if {
	count(bcsales.deny) == 1 with input as {"action_invocations": [{
		"address": "action.bcsales_reset_configuration.sales",
		"type": "bcsales_reset_configuration",
	}]}
}

test_other_actions_are_allowed if {
	count(bcsales.deny) == 0 with input as {"action_invocations": [{
		"address": "action.bcsales_test_connection.sales",
		"type": "bcsales_test_connection",
	}]}
}

test_deleting_is_refused if {
	bcsales.deny == {"bcsales_company.this has deletion_policy = \"delete\""} with input as resource("bcsales_company", null, {"deletion_policy": "delete"})
	bcsales.deny == {"bcsales_company.this has deletion_policy = \"delete\""} with input as resource("bcsales_company", {"deletion_policy": "delete"}, null)
	bcsales.deny == {"bcsales_solution.this has deletion_policy = \"uninstall\""} with input as resource("bcsales_solution", null, {"deletion_policy": "uninstall"})
}

test_retaining_is_allowed if {
	count(bcsales.deny) == 0 with input as resource("bcsales_company", null, {"deletion_policy": "retain"})
	count(bcsales.deny) == 0 with input as resource("bcsales_integration_user", null, {"deletion_policy": "disable"})
	count(bcsales.deny) == 0 with input as resource("other_company", null, {"deletion_policy": "delete"})
}

test_another_ownership_model_is_refused_in_production if {
	change := resource("bcsales_dataverse_connection_setup", setup("team"), setup("person"))
	count(bcsales.deny) == 1 with input as change
	count(bcsales.deny) == 1 with input as change with data.production as ["https://CONTOSO.crm4.dynamics.com/"]
	count(bcsales.deny) == 0 with input as change with data.production as ["https://fabrikam.crm4.dynamics.com"]
}

test_an_unknown_ownership_model_is_refused if {
	count(bcsales.deny) == 1 with input as resource("bcsales_dataverse_connection_setup", setup("team"), {})
}

test_the_same_ownership_model_is_allowed if {
	count(bcsales.deny) == 0 with input as resource("bcsales_dataverse_connection_setup", setup("team"), setup("team"))
	count(bcsales.deny) == 0 with input as resource("bcsales_dataverse_connection_setup", null, setup("team"))
	count(bcsales.deny) == 0 with input as resource("bcsales_dataverse_connection_setup", setup("team"), null)
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package framework holds what all resources and data sources of the provider share.
//
// A resource is a [Definition]: a schema, a model and a few callbacks. The envelope around it does, once for all
// resources, what every resource needs: it decodes plan and state, bounds each call by the configured timeout, saves
// state the moment an object exists, reads back what was written, keeps resource identity, imports by id and by
// identity, remembers whether an object was created or found, and turns typed errors into diagnostics that say what was
// attempted, what the service answered and what to do about it.
//
// Callbacks take and return models and errors. They build no URLs and never sleep: clients know the services' routes,
// and waiting goes through [github.com/bcsales/terraform-provider-bcsales/internal/clients/transport.Poll].
package framework

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package odata speaks OData version 4 over a transport.Client: query options, paging, bodies and the error bodies of
// Dataverse, Microsoft Graph and Business Central. It knows no entity.
package odata

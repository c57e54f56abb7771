// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/http"
	"regexp"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/entra"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// route is the service that a path belongs to.
type route struct {
	api      string
	service  *odatasvc.Service // nil for Entra
	root     string            // path of the service root
	audience string
	problem  error // the path names something that does not exist
}

var (
	dataverseRoot       = regexp.MustCompile(`^/api/data/v9\.[0-2](/|$)`)
	graphRoot           = regexp.MustCompile(`^/v1\.0(/|$)`)
	businessCentralRoot = regexp.MustCompile(`^/v2\.0/(?:([^/]+)/)?([^/]+)/api/(v2\.0|microsoft/automation/v2\.0|bcsales/integration/v1\.0)(/|$)`)
	businessCentralPath = regexp.MustCompile(`^/v2\.0/`)
)

// route finds the service of a path; ok is false if there is no such service.
func (e *Emulator) route(path string) (route, bool) {
	trim := func(m []int) string {
		root := path[:m[1]]
		if root[len(root)-1] == '/' {
			root = root[:len(root)-1]
		}
		return root
	}
	if m := dataverseRoot.FindStringIndex(path); m != nil {
		return route{api: apiDataverse, service: e.services.dataverse, root: trim(m), audience: e.URL()}, true
	}
	if m := graphRoot.FindStringIndex(path); m != nil {
		return route{api: apiGraph, service: e.services.graph, root: trim(m), audience: entra.AudienceGraph}, true
	}
	if m := businessCentralRoot.FindStringSubmatchIndex(path); m != nil {
		tenant := ""
		if m[2] >= 0 {
			tenant = path[m[2]:m[3]]
		}
		in, found := e.services.environment(path[m[4]:m[5]])
		out := route{api: apiBusinessCentral, service: in.standard, root: trim(m), audience: entra.AudienceBusinessCentral}
		switch path[m[6]:m[7]] {
		case "microsoft/automation/v2.0":
			out.service = in.automation
		case "bcsales/integration/v1.0":
			out.service = in.companion
		}
		if !found || tenant != "" && !e.world.IsTenant(tenant) {
			out.problem = businesscentral.NoEnvironment()
		}
		return out, true
	}
	if businessCentralPath.MatchString(path) && !entra.Serves(path) {
		return route{
			api: apiBusinessCentral, service: e.services.environments[0].standard, root: "/v2.0", audience: entra.AudienceBusinessCentral,
			problem: odatasvc.Errorf(http.StatusNotFound, "BadRequest_NotFound", "Bad Request - Error in query syntax."),
		}, true
	}
	if entra.Serves(path) {
		return route{api: apiEntra}, true
	}
	return route{}, false
}

// unauthorized responds as the service does when the token is missing or invalid.
func (e *Emulator) unauthorized(w http.ResponseWriter, r *http.Request, to route, reason string) {
	login := "https://login.microsoftonline.com/" + TenantID
	switch to.api {
	case apiDataverse:
		w.Header().Set("WWW-Authenticate", "Bearer authorization_uri="+login+"/oauth2/authorize, resource_id="+e.URL()+"/")
		w.WriteHeader(http.StatusUnauthorized)
	case apiGraph:
		message := map[string]string{
			entra.TokenMissing:  "Access token is empty.",
			entra.TokenInvalid:  "CompactToken parsing failed with error code: 80049217",
			entra.TokenExpired:  "Lifetime validation failed, the token is expired.",
			entra.TokenAudience: "Access token validation failure. Invalid audience.",
		}[reason]
		w.Header().Set("WWW-Authenticate", `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`)
		to.service.Refuse(w, r, to.root, odatasvc.Errorf(http.StatusUnauthorized, "InvalidAuthenticationToken", "%s", message))
	default:
		w.Header().Set("WWW-Authenticate", `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", resource_id="996def3d-b36c-4153-8607-a6fd3c01b89f"`)
		to.service.Refuse(w, r, to.root, odatasvc.Errorf(http.StatusUnauthorized, "Authentication_InvalidCredentials", "The server has rejected the client credentials."))
	}
}

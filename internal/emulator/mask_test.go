// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// recording can be read while the emulator writes to it.
type recording struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (r *recording) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(p)
}

func (r *recording) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

// TestRecordHoldsNoSecret sends secrets in every part of a request and a response, including malformed ones.
func TestRecordHoldsNoSecret(t *testing.T) {
	t.Parallel()
	const secret = "Pa55phrase"
	record := &recording{}
	c := start(t, emulator.Options{Record: record})
	token := c.Token("")
	form := "Content-Type: application/x-www-form-urlencoded"
	tokens := "/" + emulator.TenantID + "/oauth2/v2.0/token"
	valid := "grant_type=client_credentials&client_id=" + emulator.ClientID + "&client_secret=" + c.ClientSecret() + "&scope=" + url.QueryEscape(c.URL()+"/.default")

	c.want(c.do("POST", tokens, valid, form), 200)
	c.do("POST", tokens, "client_secret="+secret+"%zz", form)
	c.do("POST", tokens, "client_id=a&client_secret="+secret, "Content-Type: text/plain")
	c.do("POST", tokens, `{"client_secret":"`+secret+`","client_assertion":"`+token+`"}`)
	c.do("POST", tokens, `{"client_secret": "`+secret)
	c.do("GET", tokens+"?client_secret="+secret+"&access_token="+token, "")
	c.do("GET", api+"/WhoAmI", "", "Authorization: "+token)
	c.do("GET", api+"/WhoAmI", "", "Authorization: Basic "+secret, "Proxy-Authorization: Basic "+secret, "Cookie: a="+secret, "X-Identity-Header: "+secret)
	c.do("POST", "/v1.0/users", `{"displayName":"d","passwordProfile":{"password":"`+secret+`"}}`)
	c.do("POST", "/v1.0/applications/x/addPassword", `{"passwordCredential":{"secretText":"`+secret+`"}}`)
	c.do("POST", "/v1.0/$batch", `{"requests":[{"id":"1","method":"GET","url":"/users","headers":{"Authorization":"Bearer `+token+`"}}]}`)
	c.do("POST", api+"/$batch", strings.ReplaceAll(`--b
Content-Type: application/http

POST /api/data/v9.2/accounts HTTP/1.1
Authorization: Bearer `+token+`
Authorization: Basic `+secret+`

{"password":"`+secret+`"}
--b--
`, "\n", "\r\n"), "Content-Type: multipart/mixed; boundary=b")

	c.want(c.do("PUT", "/_emulator/faults", `[{"api":"entra","action":"malformed","times":1},
		{"path":"WhoAmI","action":"status","status":302,"headers":{"Location":"https://elsewhere.example/?access_token=`+token+`"},"body":"moved to `+token+`"}]`), 204)
	c.do("POST", tokens, valid, form)
	c.do("GET", api+"/WhoAmI", "")

	text := record.String()
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) != 16 {
		t.Errorf("%d exchanges", len(lines))
	}
	for _, line := range lines {
		for _, leak := range []string{secret, c.ClientSecret(), "eyJ"} {
			if strings.Contains(line, leak) {
				t.Errorf("%s in %s", leak, line)
			}
		}
		var exchange map[string]any
		if err := json.Unmarshal([]byte(line), &exchange); err != nil || len(exchange) != 7 {
			t.Errorf("%v in %s", err, line)
		}
	}
	for _, kept := range []string{`"Bearer redacted"`, `"Basic redacted"`, "client_id=" + emulator.ClientID, `/oauth2/v2.0/token?client_secret=redacted`} {
		if !strings.Contains(text, kept) {
			t.Errorf("%s is not in the record", kept)
		}
	}
}

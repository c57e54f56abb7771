// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/control"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// ServeHTTP serves all services and the control interface.
func (e *Emulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if reason := foreign(r); reason != "" {
		http.Error(w, reason, http.StatusForbidden)
		return
	}
	if strings.HasPrefix(r.URL.Path, control.Prefix) {
		e.serveControl(w, r)
		return
	}
	body, status, err := readBody(w, r, maxBody)
	if err != nil {
		http.Error(w, err.Error(), status)
		return
	}
	to, known := e.route(r.URL.Path)
	if !known {
		http.NotFound(w, r)
		return
	}
	e.counters.Add(to.api, r.Method, control.Route(r.URL.Path))
	if e.before != nil {
		e.before(r)
	}
	fault := e.faults.Match(to.api, r)
	if parts := e.partsOf(to, r, body); fault == nil && len(parts) > 0 {
		fault = e.faults.MatchBatch(to.api, parts)
	}
	r = withBatch(r)
	answer := newBuffer()
	if fault != nil {
		if fault.Action != control.ActionDrip && !pause(r, time.Duration(fault.Delay)) {
			abort(w)
			return
		}
		switch fault.Action {
		case control.ActionHang:
			<-r.Context().Done()
			// Returning would send an empty answer to a client that is just leaving, which may still read it.
			abort(w)
			return
		case control.ActionResetBefore:
			abort(w)
			return
		case control.ActionStatus:
			pause(r, e.latency)
			imitate(answer, fault)
			e.finish(w, r, body, answer)
			return
		}
	}
	e.execute(answer, r, to, body)
	if fault != nil {
		switch fault.Action {
		case control.ActionResetAfter:
			abort(w)
			return
		case control.ActionMalformed:
			answer.malform(fault)
		case control.ActionDrip:
			e.finish(&dripping{ResponseWriter: w, request: r, delay: time.Duration(fault.Delay)}, r, body, answer)
			return
		}
	}
	e.finish(w, r, body, answer)
}

// foreign says why a request is refused that a page in a browser may have made: one with an Origin, or for a host name
// that somebody made resolve to this machine. It returns "" for any other.
func foreign(r *http.Request) string {
	if _, sent := r.Header["Origin"]; sent {
		return "The emulator refuses requests with an Origin: it serves programs on this machine, not pages in a browser."
	}
	if host := (&url.URL{Host: r.Host}).Hostname(); !transport.IsLoopback(host) {
		return "The emulator answers only as localhost or a loopback address."
	}
	return ""
}

// serveControl serves the emulator's own routes, which are never counted or recorded.
func (e *Emulator) serveControl(w http.ResponseWriter, r *http.Request) {
	rest := strings.TrimPrefix(r.URL.Path, control.Prefix)
	if strings.HasPrefix(rest, "oidc/") || strings.HasPrefix(rest, "msi/") {
		e.world.Do(func() { e.entra.ServeIssuer(w, r) })
		return
	}
	if !e.credentials.controls(r) {
		w.Header().Set("WWW-Authenticate", "Bearer")
		http.Error(w, "The control interface requires the token in BCSALES_EMULATOR_TOKEN, as Authorization: Bearer TOKEN.", http.StatusUnauthorized)
		return
	}
	body, status, err := readBody(w, r, maxControlBody)
	if err != nil {
		http.Error(w, err.Error(), status)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	e.control.ServeHTTP(w, r)
}

// execute handles a request.
func (e *Emulator) execute(w *buffer, r *http.Request, to route, body []byte) {
	if to.api == apiEntra {
		pause(r, e.latency)
		r.Body = io.NopCloser(bytes.NewReader(body))
		e.world.Do(func() { e.entra.ServeHTTP(w, r) })
		return
	}
	caller, ok := e.authenticate(w, r, to)
	if !ok {
		return
	}
	release, refused := e.limits.enter(r, to, caller.ApplicationID)
	defer release()
	if refused != nil {
		e.world.Do(func() { to.service.Refuse(w, r, to.root, refused) })
		return
	}
	pause(r, e.latency) // only after the limits, because it counts as the service's working time
	e.world.Do(func() {
		if to.problem != nil {
			to.service.Refuse(w, r, to.root, to.problem)
			return
		}
		to.service.Handle(w, r, to.root, caller, body)
	})
	e.limits.headers(w.Header(), to, caller.ApplicationID)
}

func (e *Emulator) authenticate(w *buffer, r *http.Request, to route) (odatasvc.Caller, bool) {
	e.world.Lock()
	defer e.world.Unlock()
	who, reason := e.entra.Check(r, to.audience)
	if reason != "" {
		e.unauthorized(w, r, to, reason)
		return odatasvc.Caller{}, false
	}
	return odatasvc.Caller{TenantID: who.TenantID, ApplicationID: who.ApplicationID, ObjectID: who.ObjectID, Roles: who.Roles}, true
}

// finish records a response and sends it.
func (e *Emulator) finish(w http.ResponseWriter, r *http.Request, body []byte, answer *buffer) {
	if e.recorder != nil {
		e.recorder.record(e.URL(), r, body, answer)
		for _, p := range batchOf(r).parts {
			e.recorder.record(e.URL(), p.request, p.body, p.answer)
		}
	}
	maps.Copy(w.Header(), answer.header)
	w.WriteHeader(answer.status)
	if r.Method != http.MethodHead && answer.status != http.StatusNoContent && answer.status != http.StatusNotModified {
		_, _ = w.Write(answer.body.Bytes())
	}
}

// pause waits, and returns false if the client disconnects.
func pause(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

// abort resets the connection.
func abort(w http.ResponseWriter) {
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		return
	}
	conn, _, err := hijacker.Hijack()
	if err != nil {
		return
	}
	type wrapped interface{ NetConn() net.Conn }
	plain := conn
	if outer, isTLS := conn.(wrapped); isTLS {
		plain = outer.NetConn()
	}
	if tcp, isTCP := plain.(*net.TCPConn); isTCP {
		_ = tcp.SetLinger(0)
	}
	_ = plain.Close()
}

// dripping sends a body byte by byte, until the client is gone.
type dripping struct {
	http.ResponseWriter
	request *http.Request
	delay   time.Duration
}

// Write implements http.ResponseWriter.
func (d *dripping) Write(p []byte) (int, error) {
	to := http.NewResponseController(d.ResponseWriter)
	for i := range p {
		if err := to.Flush(); err != nil || !pause(d.request, d.delay) {
			return i, err //nolint:wrapcheck // nobody looks at it
		}
		if _, err := d.ResponseWriter.Write(p[i : i+1]); err != nil {
			return i, err //nolint:wrapcheck // nobody looks at it
		}
	}
	return len(p), nil
}

func imitate(w *buffer, fault *control.Fault) {
	payload := fault.Payload()
	if len(payload) > 0 && bytes.HasPrefix(bytes.TrimSpace(payload), []byte("{")) {
		w.Header().Set("Content-Type", "application/json; odata.metadata=minimal")
	}
	for k, v := range fault.Headers {
		w.Header().Set(k, v)
	}
	w.WriteHeader(fault.Status)
	_, _ = w.Write(payload)
}

// buffer holds a response until it is recorded and sent.
type buffer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newBuffer() *buffer { return &buffer{header: http.Header{}, status: http.StatusOK} }

// Header implements http.ResponseWriter.
func (b *buffer) Header() http.Header { return b.header }

// WriteHeader implements http.ResponseWriter.
func (b *buffer) WriteHeader(status int) { b.status = status }

// Write implements http.ResponseWriter.
func (b *buffer) Write(p []byte) (int, error) { return b.body.Write(p) } //nolint:wrapcheck // never fails

// malform replaces the body with the one in the fault, or cuts it in half, or invents one if it is empty.
func (b *buffer) malform(fault *control.Fault) {
	text := fault.Payload()
	if half := b.body.Len() / 2; text == nil && half > 0 {
		text = bytes.Clone(b.body.Bytes()[:half])
	}
	if text == nil {
		text = []byte(`{"value":[`)
	}
	if fault.Status != 0 {
		b.status = fault.Status
	} else if b.status == http.StatusNoContent {
		b.status = http.StatusOK
	}
	if b.header.Get("Content-Type") == "" {
		b.header.Set("Content-Type", "application/json")
	}
	for name, value := range fault.Headers {
		b.header.Set(name, value)
	}
	b.body.Reset()
	b.body.Write(text)
}

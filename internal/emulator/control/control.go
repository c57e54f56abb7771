// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package control is the emulator's own interface under /_emulator: request counts, the rows
// behind the services, faults and reset. It asks for no authentication and is not counted.
package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

// Prefix is the path under which the interface is served.
const Prefix = "/_emulator/"

// Server serves the interface.
type Server struct {
	World    *world.World
	Counters *Counters
	Faults   *Faults
	// Services are the services of an API; the first that knows a set handles it.
	Services map[string][]*odatasvc.Service
	// Environment returns the world and the services of another environment of Business Central; those of Services are
	// the first one's.
	Environment func(name string) (*world.World, []*odatasvc.Service, bool)
	// Reset restores the seed. It is called with the world locked.
	Reset func() error
}

// ServeHTTP routes a control request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.Trim(strings.TrimPrefix(r.URL.EscapedPath(), Prefix), "/"), "/")
	for i, part := range parts {
		plain, err := url.PathUnescape(part)
		if err != nil {
			refuse(w, http.StatusBadRequest, err.Error())
			return
		}
		parts[i] = plain
	}
	switch {
	case parts[0] == "requests" && len(parts) == 1:
		s.requests(w, r)
	case parts[0] == "faults" && len(parts) == 1:
		s.faults(w, r)
	case parts[0] == "reset" && len(parts) == 1 && r.Method == http.MethodPost:
		s.reset(w)
	case parts[0] == "state" && len(parts) == 2 && r.Method == http.MethodGet:
		s.sets(w, parts[1])
	case parts[0] == "state" && (len(parts) == 3 || len(parts) == 4):
		s.state(w, r, parts[1:])
	default:
		refuse(w, http.StatusNotFound, "no such control route: "+r.Method+" "+r.URL.Path)
	}
}

func (s *Server) requests(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet:
		answer(w, http.StatusOK, s.Counters.List())
	case http.MethodDelete:
		s.Counters.Reset()
		w.WriteHeader(http.StatusNoContent)
	default:
		refuse(w, http.StatusMethodNotAllowed, "use GET or DELETE")
	}
}

func (s *Server) faults(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodPut:
		rules, err := readFaults(r.Body)
		if err != nil {
			refuse(w, http.StatusBadRequest, err.Error())
			return
		}
		if err := s.Faults.Set(rules); err != nil {
			refuse(w, http.StatusBadRequest, err.Error())
			return
		}
		w.WriteHeader(http.StatusNoContent)
	case http.MethodGet:
		answer(w, http.StatusOK, s.Faults.List())
	case http.MethodDelete:
		_ = s.Faults.Set(nil) // an empty list is always valid
		w.WriteHeader(http.StatusNoContent)
	default:
		refuse(w, http.StatusMethodNotAllowed, "use PUT, GET or DELETE")
	}
}

// readFaults reads a list of rules; errors identify a rule by its index.
func readFaults(body io.Reader) ([]*Fault, error) {
	var raw []json.RawMessage
	if err := decodeOne(json.NewDecoder(body), &raw); err != nil {
		return nil, fmt.Errorf("reading the faults: %w", err)
	}
	rules := make([]*Fault, len(raw))
	for i, text := range raw {
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&rules[i]); err != nil {
			return nil, fmt.Errorf("fault %d: %w", i, err)
		}
	}
	return rules, nil
}

func (s *Server) reset(w http.ResponseWriter) {
	var err error
	s.World.Do(func() { err = s.Reset() })
	if err != nil {
		refuse(w, http.StatusInternalServerError, err.Error())
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// entitySet is what /state/{api} says of an entity set.
type entitySet struct {
	Name string `json:"name"`
	// InCompany says that its rows belong to a company.
	InCompany bool `json:"inCompany"`
}

// sets lists the entity sets of an API, each with the service that handles it first.
func (s *Server) sets(w http.ResponseWriter, api string) {
	services, ok := s.Services[api]
	if !ok {
		refuse(w, http.StatusNotFound, "no rows are kept for the api "+api)
		return
	}
	byName := map[string]entitySet{}
	for _, service := range slices.Backward(services) {
		for _, name := range service.SetNames() {
			byName[name] = entitySet{Name: name, InCompany: service.InCompany(name)}
		}
	}
	list := make([]entitySet, 0, len(byName))
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		list = append(list, byName[name])
	}
	answer(w, http.StatusOK, list)
}

// state serves /state/{api}/{set}[/{key}].
func (s *Server) state(w http.ResponseWriter, r *http.Request, parts []string) {
	api, set := parts[0], parts[1]
	var object map[string]any
	if r.Method == http.MethodPost || r.Method == http.MethodPatch {
		decoder := json.NewDecoder(r.Body)
		decoder.UseNumber()
		if err := decodeOne(decoder, &object); err != nil || object == nil {
			refuse(w, http.StatusBadRequest, "the body must be a JSON object")
			return
		}
	}
	s.World.Lock()
	defer s.World.Unlock()
	query := r.URL.Query()
	rows, problem := s.find(api, set, query.Get("environment"), query.Get("company"))
	if problem != "" {
		refuse(w, http.StatusNotFound, problem)
		return
	}
	if len(parts) == 2 {
		rows.collection(w, r, object)
		return
	}
	rows.entity(w, r, odatasvc.ParseStateKey(parts[2]), object)
}

// find selects the service, the environment and the company for a set, or returns a message about what is wrong.
func (s *Server) find(api, set, environment, company string) (rows stateSet, problem string) {
	services, ok := s.Services[api]
	if !ok {
		return rows, "no rows are kept for the api " + api
	}
	in := s.World
	if environment != "" {
		if in, services, ok = s.Environment(environment); !ok || api != store.BusinessCentral {
			return rows, "there is no environment " + environment + " of the api " + api
		}
	}
	var found *odatasvc.Service
	for _, service := range services {
		if service.Knows(set) {
			found = service
			break
		}
	}
	if found == nil {
		return rows, "the api " + api + " has no entity set " + set
	}
	if company == "" && found.InCompany(set) {
		return rows, "the rows of " + set + " belong to a company: name it with ?company=ID"
	}
	id := ""
	if company != "" {
		row, ok := in.Store.Table(store.BusinessCentral, "companies").First(func(row store.Row) bool {
			return row.Equal("id", company) || row.String("name") == company
		})
		if !ok {
			return rows, "there is no company " + company
		}
		id = row.String("id")
	}
	return stateSet{service: found, in: found.Background(id), name: set}, ""
}

// stateSet gives access to the rows of an entity set without applying the service's rules.
type stateSet struct {
	service *odatasvc.Service
	in      *odatasvc.Context
	name    string
}

func (s stateSet) collection(w http.ResponseWriter, r *http.Request, object map[string]any) {
	switch r.Method {
	case http.MethodGet:
		answer(w, http.StatusOK, s.service.State(s.in, s.name))
	case http.MethodPost:
		row, err := s.normalize(object)
		if err == nil {
			row, err = s.service.StateInsert(s.in, s.name, row)
		}
		if err != nil {
			fail(w, err)
			return
		}
		answer(w, http.StatusCreated, s.service.StateRow(s.in, s.name, row))
	default:
		refuse(w, http.StatusMethodNotAllowed, "use GET or POST")
	}
}

func (s stateSet) entity(w http.ResponseWriter, r *http.Request, key string, object map[string]any) {
	row, ok := s.in.Find(s.name, key)
	var err error
	switch r.Method {
	case http.MethodGet:
	case http.MethodPatch:
		var changes odatasvc.Row
		if changes, err = s.normalize(object); err == nil {
			row, ok, err = s.service.StateUpdate(s.in, s.name, key, changes)
		}
	case http.MethodDelete:
		if ok, err = s.service.StateDelete(s.in, s.name, key); ok && err == nil {
			w.WriteHeader(http.StatusNoContent)
			return
		}
	default:
		refuse(w, http.StatusMethodNotAllowed, "use GET, PATCH or DELETE")
		return
	}
	switch {
	case err != nil:
		fail(w, err)
	case !ok:
		refuse(w, http.StatusNotFound, "there is no row "+key+" in "+s.name)
	default:
		answer(w, http.StatusOK, s.service.StateRow(s.in, s.name, row))
	}
}

// normalize reads the columns of a body.
func (s stateSet) normalize(object map[string]any) (odatasvc.Row, error) {
	row, err := s.service.Normalize(s.name, object)
	if err != nil {
		return nil, err
	}
	if column := s.service.Dangling(s.in, s.name, row); column != "" {
		return nil, &odatasvc.ColumnError{Column: column, Problem: "it points to " + row.String(column) + ", which does not exist"}
	}
	return row, nil
}

// decodeOne reads a body that consists of one JSON value.
func decodeOne(decoder *json.Decoder, into any) error {
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("decoding JSON: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is text after the JSON value")
	}
	return nil
}

func fail(w http.ResponseWriter, err error) {
	if e, ok := errors.AsType[*odatasvc.ColumnError](err); ok {
		refuse(w, http.StatusBadRequest, e.Error())
		return
	}
	if e, ok := errors.AsType[*odatasvc.Error](err); ok {
		refuse(w, e.Status, e.Code+": "+e.Message)
		return
	}
	refuse(w, http.StatusInternalServerError, err.Error())
}

func refuse(w http.ResponseWriter, status int, message string) {
	answer(w, status, map[string]any{"error": map[string]any{"code": http.StatusText(status), "message": message}})
}

func answer(w http.ResponseWriter, status int, body any) {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(body); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}

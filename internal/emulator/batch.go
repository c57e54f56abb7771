// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/control"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// batch holds the exchanges inside a request, if it is a batch.
type batch struct {
	path  string
	parts []partExchange
}

type partExchange struct {
	request *http.Request
	body    []byte
	answer  *buffer
}

type batchKey struct{}

func withBatch(r *http.Request) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), batchKey{}, &batch{path: r.URL.Path}))
}

func batchOf(r *http.Request) *batch {
	if b, ok := r.Context().Value(batchKey{}).(*batch); ok {
		return b
	}
	return &batch{}
}

// partsOf returns the requests inside a batch that can be read.
func (e *Emulator) partsOf(to route, r *http.Request, body []byte) []*http.Request {
	if to.service == nil || to.problem != nil || r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/$batch") {
		return nil
	}
	return to.service.Parts(r, to.root, body)
}

// part serves one part of a batch: it counts it, lets a fault have its way and keeps the exchange for the record.
func (e *Emulator) part(api string, r *http.Request, body []byte, run func() odatasvc.PartAnswer) odatasvc.PartAnswer {
	whole := batchOf(r)
	e.counters.Add(api, r.Method, control.Route(whole.path)+"/part")
	answer := newBuffer()
	fault := e.faults.MatchPart(api, r)
	if fault != nil {
		pause(r, time.Duration(fault.Delay))
	}
	if fault != nil && fault.Action == control.ActionStatus {
		imitate(answer, fault)
	} else {
		ran := run()
		answer.status, answer.header = ran.Status, ran.Header
		answer.body.Write(ran.Body)
		if fault != nil {
			answer.malform(fault)
		}
	}
	whole.parts = append(whole.parts, partExchange{r, body, answer})
	return odatasvc.PartAnswer{Status: answer.status, Header: answer.header.Clone(), Body: bytes.Clone(answer.body.Bytes())}
}

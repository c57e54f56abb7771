// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	// startTimeout limits the emulator's start, stopTimeout its end.
	startTimeout = 30 * time.Second
	stopTimeout  = 10 * time.Second
)

var (
	errNotListening = errors.New("the emulator did not start in time")
	errEnded        = errors.New("the emulator ended before it listened")
	errAnswer       = errors.New("unexpected answer of the emulator")
)

// emulator is the running emulator. It is a separate program, because that is how other people use it too.
type emulator struct {
	command *exec.Cmd
	// done is closed when the program has ended; err is how.
	done chan struct{}
	err  error
	url  string
	// environment holds the variables that the emulator wrote for the provider, by name.
	environment map[string]string
	client      *http.Client
}

// startProgram starts the emulator and returns once it listens.
func startProgram(ctx context.Context, program, environmentFile string, arguments ...string) (*emulator, error) {
	ready := &readyLine{prefix: "listening on ", found: make(chan string, 1)}
	// Not canceled with the context: terraform, which still uses the emulator,
	// must end first. stop then ends this one.
	command := exec.CommandContext(context.WithoutCancel(ctx), program, append(arguments, "--env-file", environmentFile)...)
	ownGroup(command)
	command.Stdout = ready
	command.Stderr = os.Stderr

	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("starting the emulator: %w", err)
	}

	result := &emulator{command: command, done: make(chan struct{})}

	go func() {
		defer close(result.done)

		result.err = command.Wait()
	}()

	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()

	select {
	case result.url = <-ready.found:
	case <-result.done:
		return nil, errors.Join(errEnded, result.err)
	case <-ctx.Done():
		return nil, errors.Join(errNotListening, ctx.Err(), result.stop())
	}

	if err := result.readEnvironment(environmentFile); err != nil {
		return nil, errors.Join(err, result.stop())
	}

	return result, nil
}

func (e *emulator) readEnvironment(file string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("reading the emulator's environment file: %w", err)
	}

	e.environment = parseEnvironment(string(content))

	authority, err := os.ReadFile(e.environment["BCSALES_CA_CERTIFICATE_PATH"])
	if err != nil {
		return fmt.Errorf("reading the emulator's certificate: %w", err)
	}

	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority)

	e.client = &http.Client{
		Timeout:   startTimeout,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}},
	}

	return nil
}

// parseEnvironment reads lines `export NAME=value`, with the value unquoted or in single quotes.
func parseEnvironment(content string) map[string]string {
	result := map[string]string{}

	for line := range strings.Lines(content) {
		name, value, found := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "export "), "=")
		if !found {
			continue
		}

		if len(value) > 1 && value[0] == '\'' && value[len(value)-1] == '\'' {
			value = strings.ReplaceAll(value[1:len(value)-1], `'\''`, "'")
		}

		result[name] = value
	}

	return result
}

// stop ends the program, first by asking it to.
func (e *emulator) stop() error {
	if err := e.command.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		_ = e.command.Process.Kill()
	}

	select {
	case <-e.done:
		return nil
	case <-time.After(stopTimeout):
		if err := e.command.Process.Kill(); err != nil {
			return fmt.Errorf("ending the emulator: %w", err)
		}

		return nil
	}
}

// rows reads the rows of an entity set from the emulator's control interface, which needs no credentials.
func (e *emulator) rows(ctx context.Context, path string) ([]map[string]any, error) {
	content, err := e.control(ctx, http.MethodGet, path, nil)
	if err != nil {
		return nil, err
	}

	var page struct {
		Value []map[string]any `json:"value"`
	}
	if err := json.Unmarshal(content, &page); err == nil && page.Value != nil {
		return page.Value, nil
	}

	var rows []map[string]any
	if err := json.Unmarshal(content, &rows); err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}

	return rows, nil
}

// change changes columns of a row, as another administrator would.
func (e *emulator) change(ctx context.Context, path string, columns map[string]any) error {
	body, err := json.Marshal(columns)
	if err != nil {
		return fmt.Errorf("writing the change: %w", err)
	}

	_, err = e.control(ctx, http.MethodPatch, path, body)

	return err
}

func (e *emulator) control(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, e.url+"/_emulator/state/"+path, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}

	request.Header.Set("Content-Type", "application/json")

	response, err := e.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer response.Body.Close()

	content, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}

	if response.StatusCode >= http.StatusMultipleChoices {
		return nil, fmt.Errorf("%w to %s %s: %s %s", errAnswer, method, path, response.Status, content)
	}

	return content, nil
}

// readyLine discards its input; it waits for the line that says where the emulator listens.
type readyLine struct {
	prefix  string
	pending []byte
	found   chan string
}

// Write implements io.Writer.
func (r *readyLine) Write(text []byte) (int, error) {
	r.pending = append(r.pending, text...)

	for {
		line, rest, whole := bytes.Cut(r.pending, []byte("\n"))
		if !whole {
			return len(text), nil
		}

		r.pending = rest

		if address, found := strings.CutPrefix(strings.TrimSpace(string(line)), r.prefix); found {
			select {
			case r.found <- address:
			default:
			}
		}
	}
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Bounds of a list. No page of the three services holds more rows than Business Central's
// (https://learn.microsoft.com/dynamics365/business-central/dev-itpro/administration/operational-limits-online).
const (
	maxPageRows = 20_000
	maxRows     = 500_000
	maxPages    = 5_000
)

// page is one answer of a collection. A body without the list of rows is no page: it does not say that there are none.
type page[T any] struct {
	Value    []T
	NextLink string
	// Count is nil unless the answer has one.
	Count *int64

	// key is a column that every row holds; "" for none that is known.
	key string
	// asked is what every row must agree with.
	asked *asked
}

func (*page[T]) list() {}

// UnmarshalJSON reads the rows one by one, so that a body full of tiny rows ends at the bound instead of filling memory.
func (p *page[T]) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if err := opens(d, '{'); err != nil {
		return err
	}
	listed := false
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return fmt.Errorf("reading a member: %w", err)
		}
		switch name {
		case "value":
			listed = true
			err = p.rows(d, data)
		case "@odata.nextLink":
			err = d.Decode(&p.NextLink)
		case "@odata.count":
			err = d.Decode(&p.Count)
		default:
			var other json.RawMessage
			if err = d.Decode(&other); err == nil && name == "error" {
				err = refused(map[string]json.RawMessage{"error": other})
			}
		}
		if err != nil {
			return err
		}
	}
	if !listed {
		return errors.New(`it is no list: it has no "value"`)
	}
	return nil
}

func (p *page[T]) rows(d *json.Decoder, data []byte) error {
	if err := opens(d, '['); err != nil {
		return fmt.Errorf(`"value" is no list: %w`, err)
	}
	p.Value = []T{}
	for d.More() {
		if len(p.Value) == maxPageRows {
			return fmt.Errorf("a page holds more than %d rows", maxPageRows)
		}
		if !isRow(data[d.InputOffset():]) {
			return fmt.Errorf("row %d is no row", len(p.Value)+1)
		}
		var row T
		start := d.InputOffset()
		if err := d.Decode(&row); err != nil {
			return fmt.Errorf("row %d: %w", len(p.Value)+1, err)
		}
		text := bytes.TrimLeft(data[start:d.InputOffset()], ", \t\r\n")
		if p.key != "" && !mentions(text, p.key) {
			return fmt.Errorf("row %d does not hold the column %s", len(p.Value)+1, p.key)
		}
		if column := p.asked.disagrees(&shown{row: text}); column != "" {
			return fmt.Errorf("row %d is not one that was asked for: its %s is another one", len(p.Value)+1, column)
		}
		p.Value = append(p.Value, row)
	}
	_, err := d.Token()
	return err //nolint:wrapcheck // the caller names the answer
}

// opens reads the delimiter that comes next.
func opens(d *json.Decoder, delimiter json.Delim) error {
	if token, _ := d.Token(); token != delimiter { // what is no JSON has been refused before
		return fmt.Errorf("it begins with %.20v", token)
	}
	return nil
}

// isRow reports whether an object that holds something comes next.
func isRow(rest []byte) bool {
	members, object := bytes.CutPrefix(bytes.TrimLeft(rest, ", \t\r\n"), []byte("{"))
	return object && !bytes.HasPrefix(bytes.TrimLeft(members, " \t\r\n"), []byte("}"))
}

// mentions reports whether a row has a member of that name.
func mentions(row []byte, name string) bool {
	quoted := []byte(`"` + name + `"`)
	for {
		_, rest, found := bytes.Cut(row, quoted)
		if !found {
			return false
		}
		if row = bytes.TrimLeft(rest, " \t\r\n"); bytes.HasPrefix(row, []byte(":")) {
			return true
		}
	}
}

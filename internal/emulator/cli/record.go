// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package cli

import (
	"fmt"
	"io"
	"os"
)

// recordFile is the file for --record. It is opened, and emptied, once the seed has been found valid; a failed
// write is reported on stderr.
type recordFile struct {
	name   string
	stderr io.Writer
	file   *os.File
}

func (r *recordFile) open() (err error) {
	if r.file, err = os.OpenFile(r.name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600); err != nil {
		return fmt.Errorf("opening the record: %w", err)
	}
	return nil
}

// Write implements io.Writer.
func (r *recordFile) Write(line []byte) (int, error) {
	n, err := r.file.Write(line)
	if err != nil {
		_, _ = fmt.Fprintf(r.stderr, "emulator: nothing more is recorded: %v\n", err)
	}
	return n, err //nolint:wrapcheck // the emulator adds context
}

func (r *recordFile) close() error {
	if r.file == nil {
		return nil
	}
	return r.file.Close() //nolint:wrapcheck // the error names the file
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Limits of request bodies, measured after decompression.
const (
	// maxBody is Business Central's, 350 MB: the largest of the services.
	maxBody = 350 << 20
	// maxControlBody limits requests to the control interface.
	maxControlBody = 64 << 20
)

// readBody reads a request body, which may be compressed with gzip. A body that is too large is refused as early as
// possible: by its declared length, or while it is read. The returned status goes with the error.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) (body []byte, status int, err error) {
	if r.ContentLength > limit {
		return nil, http.StatusRequestEntityTooLarge, fmt.Errorf("the request body has %d bytes; at most %d are accepted", r.ContentLength, limit)
	}
	var reader io.Reader = http.MaxBytesReader(w, r.Body, limit)
	switch encoding := strings.ToLower(r.Header.Get("Content-Encoding")); encoding {
	case "", "identity":
	case "gzip":
		plain, err := gzip.NewReader(reader)
		if err != nil {
			return nil, http.StatusBadRequest, fmt.Errorf("the request body is not valid gzip: %w", err)
		}
		reader = plain
		r.Header.Del("Content-Encoding")
	default:
		return nil, http.StatusUnsupportedMediaType, fmt.Errorf("the content encoding %q is not understood; use gzip or none", encoding)
	}
	body, err = io.ReadAll(io.LimitReader(reader, limit+1))
	if _, large := errors.AsType[*http.MaxBytesError](err); large || int64(len(body)) > limit {
		return nil, http.StatusRequestEntityTooLarge, fmt.Errorf("the request body has more than %d bytes", limit)
	}
	if err != nil {
		return nil, http.StatusBadRequest, fmt.Errorf("the request body cannot be read: %w", err)
	}
	return body, http.StatusOK, nil
}

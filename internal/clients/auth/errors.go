// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import "fmt"

// ConfigError reports a configuration that cannot work, found before Microsoft Entra was asked.
type ConfigError struct {
	// Method is the way to authenticate.
	Method Method
	// Problem says what is wrong.
	Problem string
	// Advice says what to do.
	Advice string
	// Err is the cause, if there is one.
	Err error
}

// Error says what is wrong.
func (e *ConfigError) Error() string {
	text := fmt.Sprintf("authentication by %s: %s", e.Method, e.Problem)
	if e.Err != nil {
		text += fmt.Sprintf(": %v", e.Err)
	}
	return text
}

// Remedy says what to do; it may be empty.
func (e *ConfigError) Remedy() string { return e.Advice }

// Unwrap returns the cause.
func (e *ConfigError) Unwrap() error { return e.Err }

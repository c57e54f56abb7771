// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package terraformcli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// ErrNoSchema means that the program answered with no schema of this provider.
var ErrNoSchema = errors.New("the answer holds no schema of the provider")

const requiredProvider = "terraform {\n  required_providers {\n    " + providerName + " = {\n" +
	"      source = \"" + providerNamespace + "/" + providerName + "\"\n    }\n  }\n}\n"

// ProviderSchema returns what `providers schema -json` prints about the provider program, with the provider under its
// short name, the form that tfplugindocs reads whichever program made it.
func (c CLI) ProviderSchema(ctx context.Context, provider string) ([]byte, error) {
	folder, err := os.MkdirTemp("", "bcsales-schema-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for the schema: %w", err)
	}
	defer os.RemoveAll(folder)

	config, err := Overrides(folder, provider)
	if err != nil {
		return nil, err
	}

	if err := os.WriteFile(filepath.Join(folder, "main.tf"), []byte(requiredProvider), 0o600); err != nil {
		return nil, fmt.Errorf("writing a configuration to read the schema with: %w", err)
	}

	command := exec.CommandContext(ctx, c.Path, "providers", "schema", "-json")
	command.Dir = folder
	command.Env = Environ(os.Environ(), config)

	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("reading the provider's schema with %s: %w%s", c, err, standardError(err))
	}

	return shortName(output)
}

func shortName(output []byte) ([]byte, error) {
	var document map[string]json.RawMessage
	if err := json.Unmarshal(output, &document); err != nil {
		return nil, fmt.Errorf("reading the provider's schema: %w", err)
	}

	var schemas map[string]json.RawMessage
	if err := json.Unmarshal(document["provider_schemas"], &schemas); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoSchema, err)
	}

	for address, schema := range schemas {
		if strings.HasSuffix(address, "/"+providerNamespace+"/"+providerName) {
			renamed, err := json.Marshal(map[string]json.RawMessage{providerName: schema})
			if err != nil {
				return nil, fmt.Errorf("writing the provider's schema: %w", err)
			}

			document["provider_schemas"] = renamed

			result, err := json.Marshal(document)
			if err != nil {
				return nil, fmt.Errorf("writing the provider's schema: %w", err)
			}

			return result, nil
		}
	}

	return nil, ErrNoSchema
}

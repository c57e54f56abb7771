// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"flag"

	"github.com/spf13/cobra"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/cli"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider/config"
)

// newRoot returns the whole command line.
func newRoot(lookup config.Lookup) *cobra.Command {
	root := &cobra.Command{
		Use: "bcsales", Version: version, SilenceUsage: true, SilenceErrors: true,
		Short: "Examine, probe and rehearse the integration of Business Central with Dynamics 365 Sales",
	}
	root.AddCommand(newDoctor(lookup), newProve(lookup), newEmulator())
	return root
}

// newEmulator returns the command that serves the emulator; its flags are its own.
func newEmulator() *cobra.Command {
	return &cobra.Command{
		Use: "emulator [flags]", DisableFlagParsing: true,
		Short: "Serve an emulator of Microsoft Entra, Microsoft Graph, Dataverse and Business Central on loopback",
		RunE: func(command *cobra.Command, args []string) error {
			err := cli.Run(command.Context(), args, command.OutOrStdout(), command.ErrOrStderr())
			if errors.Is(err, flag.ErrHelp) {
				return nil
			}
			return err
		},
	}
}

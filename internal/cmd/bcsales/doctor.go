// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider/config"
	"github.com/bcsales/terraform-provider-bcsales/internal/report"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/readiness"
)

// findings is the error of that many companies which are not ready.
type findings int

func (f findings) Error() string { return fmt.Sprintf("companies that are not ready: %d", int(f)) }

// errUnexamined is the error of checks that could not be made where the others found nothing.
var errUnexamined = errors.New("some checks could not be made")

type doctor struct {
	lookup config.Lookup
	// companies are the names that the user gave; without any, all companies are examined.
	companies []string
	format    string
	// patience is how long the checks of one company may take.
	patience time.Duration
}

func newDoctor(lookup config.Lookup) *cobra.Command {
	d := &doctor{lookup: lookup}
	command := &cobra.Command{
		Use: "doctor", Args: cobra.NoArgs,
		Short: "Examine whether companies are set up as Business Central requires, without a Terraform state",
		Long: "Doctor runs the checks of the data source bcsales_integration_readiness and changes nothing. It takes its configuration from\n" +
			"the environment variables of the provider.\n\n" +
			"Exit status: 0 when every company is ready, 2 when a check fails, 1 when doctor could not tell.",
		RunE: func(command *cobra.Command, _ []string) error {
			return d.run(command.Context(), command.OutOrStdout(), command.ErrOrStderr())
		},
	}
	command.Flags().StringArrayVar(&d.companies, "company", nil, "name of a company; repeat it for several (default: all companies of the environment)")
	command.Flags().StringVar(&d.format, "format", "text", "text, markdown or json")
	command.Flags().DurationVar(&d.patience, "timeout", 5*time.Minute, "how long the checks of one company may take")
	return command
}

func (d *doctor) run(ctx context.Context, stdout, stderr io.Writer) error {
	write, ok := formats()[d.format]
	switch {
	case !ok:
		return fmt.Errorf("--format is %q: use text, markdown or json", d.format)
	case d.patience <= 0:
		return errors.New("--timeout must be positive")
	}
	connected, err := provider.Connect(ctx, version, d.lookup)
	if err != nil {
		return err
	}
	for _, warning := range connected.Warnings {
		if _, err := fmt.Fprintln(stderr, connected.Secrets.Text(warning)); err != nil {
			return fmt.Errorf("printing a warning: %w", err)
		}
	}
	chosen, err := d.choose(ctx, connected.Clients)
	if err != nil {
		return errors.New(connected.Secrets.Text(err.Error()))
	}
	reports := make([]report.Company, len(chosen))
	for i, company := range chosen {
		progress(stderr, fmt.Sprintf("Examining %s (%d of %d)", company.Name, i+1, len(chosen)))
		reports[i] = d.examine(ctx, connected.Clients, company)
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("examining %s: %w", company.Name, err)
		}
	}
	text, err := write(reports)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(stdout, connected.Secrets.Text(text)); err != nil {
		return fmt.Errorf("printing the report: %w", err)
	}
	return verdict(reports)
}

// choose returns the companies to examine. An environment without any leaves nothing to say.
func (d *doctor) choose(ctx context.Context, clients *framework.Clients) ([]bc.Company, error) {
	switch {
	case clients.BusinessCentral == nil:
		return nil, errors.New("set BCSALES_BUSINESS_CENTRAL_ENVIRONMENT to the name of the environment of Business Central")
	case clients.Dataverse == nil:
		return nil, errors.New("set BCSALES_DATAVERSE_URL to the address of the Dataverse environment")
	}
	ctx, cancel := context.WithTimeout(ctx, d.patience)
	defer cancel()
	all, err := clients.BusinessCentral.Companies(ctx, bc.CompanyQuery{})
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, errors.New("the environment of Business Central shows no company to this identity")
	}
	if len(d.companies) == 0 {
		return all, nil
	}
	var chosen []bc.Company
	for _, name := range d.companies {
		i := slices.IndexFunc(all, func(c bc.Company) bool { return strings.EqualFold(c.Name, name) })
		if i < 0 {
			return nil, fmt.Errorf("there is no company %q; there are %s", name, names(all))
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}

// names lists companies, at most twenty.
func names(all []bc.Company) string {
	const most = 20
	var b strings.Builder
	for i, c := range all {
		if i == most {
			return b.String() + fmt.Sprintf(" and %d more", len(all)-most)
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", c.Name)
	}
	return b.String()
}

func (d *doctor) examine(ctx context.Context, clients *framework.Clients, company bc.Company) report.Company {
	ctx, cancel := context.WithTimeout(ctx, d.patience)
	defer cancel()
	return report.Company{Name: company.Name, Findings: readiness.Examine(ctx, clients, company.ID)}
}

// formats returns the forms of a report by their names.
func formats() map[string]func([]report.Company) (string, error) {
	return map[string]func([]report.Company) (string, error){
		"text":     func(all []report.Company) (string, error) { return report.Text(all), nil },
		"markdown": func(all []report.Company) (string, error) { return report.Markdown(all), nil },
		"json": func(all []report.Company) (string, error) {
			text, err := json.MarshalIndent(map[string]any{"companies": all}, "", "  ")
			if err != nil {
				return "", fmt.Errorf("encoding the report: %w", err)
			}
			return string(text) + "\n", nil
		},
	}
}

// verdict tells companies that are not ready from those of which nothing can be said.
func verdict(all []report.Company) error {
	bad, unexamined := 0, false
	for _, c := range all {
		failed := slices.ContainsFunc(c.Findings, func(f report.Finding) bool { return f.Status == report.Fail && !f.Unexamined })
		unexamined = unexamined || slices.ContainsFunc(c.Findings, func(f report.Finding) bool { return f.Unexamined })
		if failed {
			bad++
		}
	}
	switch {
	case bad > 0:
		return findings(bad)
	case unexamined:
		return errUnexamined
	}
	return nil
}

// progress says what is under way to a person at a terminal.
func progress(stderr io.Writer, text string) {
	if file, ok := stderr.(*os.File); ok && isatty.IsTerminal(file.Fd()) {
		_, _ = fmt.Fprintln(file, text)
	}
}

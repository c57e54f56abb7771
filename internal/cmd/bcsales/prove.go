// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/bcsales/terraform-provider-bcsales/internal/probes"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider/config"
)

// differences is the error of that many probes that the service answers in another way than the provider assumes.
type differences int

func (d differences) Error() string {
	return fmt.Sprintf("probes that the service answers differently: %d", int(d))
}

// errUntold is the error of probes that could not tell where the others are as assumed.
var errUntold = errors.New("some probes could not tell")

// againstEmulator is the value of --against for an emulator that the command starts.
const againstEmulator = "emulator"

type prove struct {
	lookup config.Lookup

	against, environment, applicationID, applicationUser string
	ids                                                  []string
	write, list, unmasked                                bool
	patience                                             time.Duration
}

func newProve(lookup config.Lookup) *cobra.Command {
	p := &prove{lookup: lookup}
	command := &cobra.Command{
		Use: "prove", Args: cobra.NoArgs,
		Short: "Find out what no public source says about the services, in a sandbox",
		Long: "Prove makes small experiments that settle what the guide \"What is verified\" lists as not settled by any public source,\n" +
			"and compares the answers with those of the emulator, which are what the provider assumes. It prints a page in Markdown that can be attached to an issue:\n" +
			"without secrets, and with ids, addresses and e-mail addresses masked. It takes its configuration from the environment variables\n" +
			"of the provider.\n\n" +
			"Probes that write run only with --write and --environment, and never in an environment whose type is Production as far as the\n" +
			"services say. What they make has a name that begins with " + probes.Prefix + " and is removed again, also after Ctrl-C.\n\n" +
			"Exit status: 0 when everything is as assumed, 2 when something is different, 1 when prove could not tell.",
		RunE: func(command *cobra.Command, _ []string) error {
			return p.run(command.Context(), command.OutOrStdout(), command.ErrOrStderr())
		},
	}
	flags := command.Flags()
	flags.StringVar(&p.against, "against", "", `"emulator" runs all probes against an emulator that the command starts`)
	flags.StringVar(&p.environment, "environment", "", "name of the environment of Business Central to write in: that of BCSALES_BUSINESS_CENTRAL_ENVIRONMENT")
	flags.BoolVar(&p.write, "write", false, "run the probes that write too; needs --environment")
	flags.StringArrayVar(&p.ids, "probe", nil, "id of a probe; repeat it for several (default: all)")
	flags.StringVar(&p.applicationID, "application-id", "", "client id of a registered application without a user in Dataverse, for the probes that make a user")
	flags.StringVar(&p.applicationUser, "application-user", "", "name of the user that an application has in Business Central, for the probe that gives it a permission set")
	flags.BoolVar(&p.list, "list", false, "list the probes and run none")
	flags.BoolVar(&p.unmasked, "unmasked", false, "leave ids, addresses and e-mail addresses in the report")
	flags.DurationVar(&p.patience, "timeout", 5*time.Minute, "how long one probe may take")
	return command
}

func (p *prove) run(ctx context.Context, stdout, stderr io.Writer) error {
	chosen, err := probes.Select(p.ids)
	if err != nil {
		return fmt.Errorf("--probe: %w; --list lists them", err)
	}
	if p.list {
		return list(stdout, chosen)
	}
	if err := p.check(); err != nil {
		return err
	}
	reference, err := startReference(ctx)
	if err != nil {
		return err
	}
	defer reference.close() //nolint:contextcheck // it has a deadline of its own
	if p.against == againstEmulator {
		target, err := startReference(ctx)
		if err != nil {
			return err
		}
		defer target.close() //nolint:contextcheck // as above
		return p.report(ctx, stdout, stderr, chosen, reference.lab, where{lab: target.lab, name: "against the emulator", text: probes.Mask})
	}
	connected, err := provider.Connect(ctx, version, p.lookup)
	if err != nil {
		return err
	}
	for _, warning := range connected.Warnings {
		if _, err := fmt.Fprintln(stderr, connected.Secrets.Text(warning)); err != nil {
			return fmt.Errorf("printing a warning: %w", err)
		}
	}
	target := where{name: "against the configured services", text: func(text string) string {
		if text = connected.Secrets.Text(text); p.unmasked {
			return text
		}
		return probes.Mask(text)
	}}
	target.lab = &probes.Lab{
		Dataverse: connected.Dataverse, BusinessCentral: connected.BusinessCentral, ApplicationID: p.applicationID, UserName: p.applicationUser,
	}
	if p.write {
		if err := p.permit(ctx, &target); err != nil {
			return errors.New(connected.Secrets.Text(err.Error()))
		}
	}
	return p.report(ctx, stdout, stderr, chosen, reference.lab, target)
}

// check refuses flags that do not fit together.
func (p *prove) check() error {
	switch {
	case p.against != "" && p.against != againstEmulator:
		return fmt.Errorf("--against is %q: it can only be %q", p.against, againstEmulator)
	case p.against != "" && (p.environment != "" || p.applicationID != "" || p.applicationUser != ""):
		return errors.New("--against needs no other flag: the emulator has what the probes need, and they write there")
	case p.write && p.environment == "" && p.against == "":
		return errors.New("--write needs --environment with the name of a sandbox")
	case p.patience <= 0:
		return errors.New("--timeout must be positive")
	}
	return nil
}

// where is what the probes run against.
type where struct {
	lab   *probes.Lab
	name  string
	types probes.Types
	// text is a text as the report may show it.
	text func(string) string
}

// permit refuses to write anywhere but in the sandbox that the user names.
func (p *prove) permit(ctx context.Context, w *where) (err error) {
	if w.lab.BusinessCentral == nil || !strings.EqualFold(w.lab.BusinessCentral.Place().Environment, p.environment) {
		return fmt.Errorf("--environment is %q, and the provider's configuration has another environment of Business Central", p.environment)
	}
	w.types, err = probes.Permit(ctx, w.lab)
	return err
}

// report runs the probes and prints the page, also when the context has ended.
func (p *prove) report(ctx context.Context, stdout, stderr io.Writer, chosen []probes.Probe, emulator *probes.Lab, target where) error {
	report := probes.Report{Version: version, At: time.Now(), Where: target.name, Types: target.types}
	for i, probe := range chosen {
		progress(stderr, fmt.Sprintf("Probing %s (%d of %d)", probe.ID, i+1, len(chosen)))
		report.Results = append(report.Results, p.probe(ctx, probe, target.lab, emulator))
	}
	if _, err := io.WriteString(stdout, report.Markdown(target.text)); err != nil {
		return fmt.Errorf("printing the report: %w", err)
	}
	for _, left := range report.Left() {
		if _, err := fmt.Fprintf(stderr, "Not removed: %s\n", target.text(left.What+": "+left.Err.Error())); err != nil {
			return fmt.Errorf("printing what is left: %w", err)
		}
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("probing: %w", err)
	}
	return proved(report)
}

func (p *prove) probe(ctx context.Context, probe probes.Probe, target, emulator *probes.Lab) probes.Result {
	ctx, cancel := context.WithTimeout(ctx, p.patience)
	defer cancel()
	return probes.Run(ctx, probe, target, emulator, p.write || p.against == againstEmulator)
}

// proved returns the error that decides the exit status: a difference comes before a probe that could not tell, and that
// before something that could not be removed.
func proved(r probes.Report) error {
	switch n := r.Count(probes.Different); {
	case n > 0:
		return differences(n)
	case r.Count(probes.Untold) > 0:
		return errUntold
	case len(r.Left()) > 0:
		return errors.New("something that the probes made could not be removed: see the report")
	}
	return nil
}

// list prints the probes.
func list(stdout io.Writer, all []probes.Probe) error {
	table := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	for _, p := range all {
		does := "reads"
		if p.Writes {
			does = "writes"
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\n", p.ID, does, p.Question)
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("printing the probes: %w", err)
	}
	return nil
}

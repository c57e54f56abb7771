// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"
)

// settings are the command line's values.
type settings struct {
	listen, seed, record, envFile string
	latency                       time.Duration
	enforce, controlToken         bool
	speed                         float64
	repeat                        uint64
	environments                  []string
}

// onDisk describes the files that stay behind.
const onDisk = `
What stays on disk after the emulator has ended: the file of --record, the file of --env-file and, beside it, the
certificate that clients trust (its name and .ca.pem). Without --env-file the certificate lies in a temporary directory,
which is removed. The credentials in the file of --env-file are valid nowhere else, and not for another start.
`

// parse reads the command line. If the error is one of package flag, it has already been printed.
func parse(args []string, stderr io.Writer) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("emulator", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		_, _ = fmt.Fprintln(stderr, "Usage: emulator [flags]")
		flags.PrintDefaults()
		_, _ = io.WriteString(stderr, onDisk)
	}
	flags.StringVar(&s.listen, "listen", "127.0.0.1:0", "loopback `address` to serve on")
	flags.StringVar(&s.seed, "seed", "", "seed `file` (JSON); without it there is a demo tenant")
	flags.StringVar(&s.record, "record", "", "`file` to record the exchanges in, one JSON object a line; it is emptied first")
	flags.Func("latency", "`time` that every request takes longer, such as 50ms", func(text string) error {
		latency, err := time.ParseDuration(text)
		if _, number := strconv.ParseFloat(text, 64); err != nil && number == nil {
			return fmt.Errorf("a unit is missing: write %ss or %sms", text, text)
		}
		if err != nil {
			return errors.New("write a duration such as 50ms or 2s")
		}
		if latency < 0 {
			return errors.New("it must not be negative")
		}
		s.latency = latency
		return nil
	})
	flags.Func("environment", "`name` of an environment of Business Central instead of Production; repeat it for several over one Dataverse, of which each begins with the same rows", func(name string) error {
		s.environments = append(s.environments, name)
		return nil
	})
	flags.BoolVar(&s.enforce, "enforce-limits", false, "enforce the documented service limits")
	flags.BoolVar(&s.controlToken, "control-token", false, "require the token BCSALES_EMULATOR_TOKEN of the env file for the control interface")
	flags.StringVar(&s.envFile, "env-file", "", "`file` to write the provider's environment to, for a shell to source")
	flags.Float64Var(&s.speed, "speed", 1, "divides the duration of asynchronous work")
	flags.Func("seed-random", "`number` greater than 0 that every generated id and time follows from, so that two starts with the same requests answer the same; the clock begins at 2026-01-01 and moves by one second with every request", func(text string) error {
		number, err := strconv.ParseUint(text, 10, 64)
		if err != nil || number == 0 {
			return errors.New("write a whole number greater than 0")
		}
		s.repeat = number
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return s, err //nolint:wrapcheck // package flag has printed it
	}
	if flags.NArg() > 0 {
		return s, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if !(s.speed > 0) || math.IsInf(s.speed, 0) { // written this way so that NaN fails too
		return s, errors.New("--speed must be a number greater than 0")
	}
	return s, nil
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// importSolutionAsync starts the import of a package. The client may choose the id of the import job.
func (o *Org) importSolutionAsync(c *odatasvc.Context, _ odatasvc.Row, params map[string]any) (any, error) {
	m := modeImport
	if holding, _ := params["HoldingSolution"].(bool); holding {
		m = modeHolding
	}
	return o.startImport(c, params, m, operation{
		message: "ImportSolutionAsync", name: "ImportSolution", kind: kindImport, operationType: 54, duration: o.Durations.Import,
	})
}

// stageAndUpgradeAsync starts the upgrade of an installed solution. If none is installed the
// request is accepted, but the operation fails.
func (o *Org) stageAndUpgradeAsync(c *odatasvc.Context, _ odatasvc.Row, params map[string]any) (any, error) {
	return o.startImport(c, params, modeUpgrade, operation{
		message: "StageAndUpgradeAsync", name: "StageAndUpgrade", kind: kindImport, operationType: 211, duration: o.Durations.Upgrade,
	})
}

func (o *Org) startImport(c *odatasvc.Context, params map[string]any, m mode, op operation) (any, error) {
	if err := o.need(c, privilegeImport, "solution", nil); err != nil {
		return nil, err
	}
	p, err := o.packageFor(c, params)
	if err != nil {
		return nil, err
	}
	job, _ := params["ImportJobId"].(string)
	if job == "" || job == emptyID {
		job = c.World.NewID()
	}
	job = store.NormalizeKey(job)
	if c.Table(setJobs).Has(job) {
		return nil, bad(codeJobExists, "Parameter ImportJobId must be unique.")
	}
	op.job, op.pack = job, p
	op.apply = func(c *odatasvc.Context) error { return o.install(c, p, m) }
	id, err := o.start(c, op)
	if err != nil {
		return nil, err
	}
	return odatasvc.Row{"ImportJobKey": job, "AsyncOperationId": id}, nil
}

// importSolution is the synchronous import. The emulator does not make the caller wait.
func (o *Org) importSolution(c *odatasvc.Context, _ odatasvc.Row, params map[string]any) (any, error) {
	if err := o.need(c, privilegeImport, "solution", nil); err != nil {
		return nil, err
	}
	p, err := o.packageFor(c, params)
	if err != nil {
		return nil, err
	}
	if err := o.idle(c, kindImport, ""); err != nil {
		return nil, err
	}
	m := modeImport
	if holding, _ := params["HoldingSolution"].(bool); holding {
		m = modeHolding
	}
	job, _ := params["ImportJobId"].(string)
	if c.Table(setJobs).Has(job) {
		return nil, bad(codeJobExists, "Parameter ImportJobId must be unique.")
	}
	op := operation{message: "ImportSolution", job: store.NormalizeKey(job), pack: p}
	if err := o.install(c, p, m); err != nil {
		return nil, err
	}
	o.beginJob(c, op)
	o.finishJob(c, op, nil)
	return nil, nil
}

func (o *Org) deleteAndPromoteAsync(c *odatasvc.Context, _ odatasvc.Row, params map[string]any) (any, error) {
	name, err := o.promotable(c, params)
	if err != nil {
		return nil, err
	}
	id, err := o.start(c, operation{
		message: "DeleteAndPromoteAsync", name: "DeleteAndPromote", kind: kindUpgrade, operationType: 207, duration: o.Durations.Promote,
		apply: func(c *odatasvc.Context) error {
			_, err := o.promoteNow(c, name)
			return err
		},
	})
	if err != nil {
		return nil, err
	}
	return odatasvc.Row{"AsyncOperationId": id}, nil
}

func (o *Org) deleteAndPromote(c *odatasvc.Context, _ odatasvc.Row, params map[string]any) (any, error) {
	name, err := o.promotable(c, params)
	if err != nil {
		return nil, err
	}
	if err := o.idle(c, kindUpgrade, ""); err != nil {
		return nil, err
	}
	id, err := o.promoteNow(c, name)
	if err != nil {
		return nil, err
	}
	return odatasvc.Row{"SolutionId": id}, nil
}

func (o *Org) promoteNow(c *odatasvc.Context, name string) (string, error) {
	id, err := o.promote(c, name)
	if err != nil {
		return "", err
	}
	o.installRoles(c, name, id)
	return id, nil
}

// promotable checks that an upgrade and the solution that it upgrades exist.
func (o *Org) promotable(c *odatasvc.Context, params map[string]any) (string, error) {
	if err := o.need(c, privilegeImport, "solution", nil); err != nil {
		return "", err
	}
	name, _ := params["UniqueName"].(string)
	if !o.installed(c, name+upgradeSuffix) {
		return "", bad(codeNoUpgrade, "The %s solution doesn’t have an upgrade that is ready to be applied.", name)
	}
	if !o.installed(c, name) {
		return "", bad(codeNoBase, "The base solution of the upgrade %s was not found.", name+upgradeSuffix)
	}
	return name, nil
}

func (o *Org) uninstallSolutionAsync(c *odatasvc.Context, _ odatasvc.Row, params map[string]any) (any, error) {
	if err := o.need(c, "prvDeleteSolution", "solution", nil); err != nil {
		return nil, err
	}
	name, _ := params["SolutionUniqueName"].(string)
	row, ok := o.solution(c, name)
	if !ok {
		return nil, absent("solution", name)
	}
	if err := o.removable(c, row); err != nil {
		return nil, err
	}
	id, err := o.start(c, operation{
		message: "UninstallSolutionAsync", name: "UninstallSolution", kind: kindUninstall, operationType: 208, duration: o.Durations.Uninstall,
		apply: func(c *odatasvc.Context) error {
			row, ok := o.solution(c, name)
			if !ok {
				return absent("solution", name)
			}
			if err := o.removable(c, row); err != nil {
				return err
			}
			c.Table(setSolutions).Delete(row.String("solutionid"))
			return o.removed(c, row)
		},
	})
	if err != nil {
		return nil, err
	}
	return odatasvc.Row{"AsyncOperationId": id}, nil
}

// progressAtEnd is the final progress of a successful import: a real one ended at this figure, not at 100.
const progressAtEnd = 73.08

func (o *Org) jobRules() odatasvc.Set {
	return odatasvc.Set{
		Defaults: func(c *odatasvc.Context, row odatasvc.Row) {
			o.stamp(c, "importjob", row)
			row.SetDefault("progress", 0.0)
		},
		Computed: o.showProgress,
	}
}

// showProgress derives the progress of a running import from the elapsed time.
func (o *Org) showProgress(c *odatasvc.Context, row odatasvc.Row) {
	from, err := time.Parse(time.RFC3339, row.String("startedon"))
	if err != nil || row.String("completedon") != "" {
		return
	}
	total := float64(o.Durations.Import) / c.World.Config.Speed
	if share := float64(c.World.Now().Sub(from)) / total; share > 0 && total > 0 {
		row["progress"] = min(share, 0.95) * progressAtEnd
	}
}

// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package extension

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// lockKey serializes uploads: the table behind them has one row.
const lockKey = "extension deployments of the Business Central environment"

// lookForStart is how long a deployment is looked for whose start got no answer.
const lookForStart = 20 * time.Second

// stagePatience is how long a deployment for a later update is watched.
const stagePatience = 5 * time.Minute

// hiddenPrefix begins the names of Microsoft's apps that the automation API does not list (BCApps
// APIV2AutExtensions.Page.al, SourceTableView).
const hiddenPrefix = "_Exclude_"

// deploy brings the environment to the package's version, or stages the package for a later update.
func deploy(ctx context.Context, op *framework.Operation[extensionModel], client *businesscentral.Client, source *app.Package, plan extensionModel, packages []businesscentral.Extension) error {
	unlock, err := op.Locks().Lock(ctx, lockKey)
	if err != nil {
		return err
	}
	defer unlock()
	all, err := client.Extensions(ctx, "")
	if err != nil {
		return err
	}
	if missing := missingDependencies(source.Manifest, all); len(missing) > 0 {
		return framework.Errorf("The extension "+source.Name+" needs something that is not installed",
			"Install what is missing first. When another bcsales_extension resource does it, let this one depend on it with depends_on.",
			"The package of %s says that it needs:\n  - %s", label(source.Manifest), strings.Join(missing, "\n  - ")).At("file")
	}
	if ready, found := published(packages, source.Version); found && !plan.staged() {
		if _, another := installed(packages); !another {
			logging.Info(ctx, "Installing a package that is published already", map[string]any{"extension": source.Name, "version": ready.Version()})
			op.Making(ctx)
			return install(ctx, client, ready)
		}
	}
	return upload(ctx, op, client, source, plan)
}

// install installs a package that is published, which ends with the answer.
func install(ctx context.Context, client *businesscentral.Client, ready businesscentral.Extension) error {
	err := client.InstallExtension(ctx, ready.PackageID)
	if err == nil || !odata.IsAnswerLost(err) || ctx.Err() != nil {
		return err
	}
	packages, look := client.Extensions(ctx, ready.AppID)
	if now, found := installed(packages); look == nil && found && now.PackageID == ready.PackageID {
		return nil
	}
	return err
}

// upload sends the package and waits for the end of its deployment. One of the same version that runs already, for
// example because an earlier run was interrupted, is waited for.
func upload(ctx context.Context, op *framework.Operation[extensionModel], client *businesscentral.Client, source *app.Package, plan extensionModel) error {
	earlier, err := client.Deployments(ctx)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	running := false
	for _, d := range earlier {
		if ofPackage(d, source.Manifest) && strings.EqualFold(d.Status, "InProgress") {
			running = true
			continue
		}
		known[d.ID] = true
	}
	w := waiter{client: client, source: source, known: known}
	wait := w.wait
	if plan.staged() {
		wait = func(ctx context.Context) error {
			id, err := w.waitStaged(ctx)
			if err != nil || id == "" {
				return err
			}
			return op.SetPrivate(ctx, stagedKey, []byte(strconv.Quote(id)))
		}
	}
	op.Making(ctx)
	if running {
		return wait(ctx)
	}
	err = client.UploadExtension(ctx, source.Content, businesscentral.UploadOptions{
		Schedule: plan.Schedule.ValueString(), SchemaSyncMode: plan.SchemaSyncMode.ValueString(),
	})
	switch {
	case err == nil:
		return wait(ctx)
	case !odata.IsAnswerLost(err) || ctx.Err() != nil:
		return err
	case w.started(ctx):
		return wait(ctx)
	}
	return err
}

// waiter follows the deployment of a package.
type waiter struct {
	client *businesscentral.Client
	source *app.Package
	// known are the deployments of before.
	known map[string]bool
}

// deployment returns the package's deployment, when Business Central shows it.
func (w waiter) deployment(ctx context.Context) (businesscentral.Deployment, bool, error) {
	rows, err := w.client.Deployments(ctx)
	if err != nil {
		return businesscentral.Deployment{}, false, err
	}
	for _, d := range rows {
		if !w.known[d.ID] && ofPackage(d, w.source.Manifest) {
			return d, true, nil
		}
	}
	return businesscentral.Deployment{}, false, nil
}

// started looks for a deployment whose start got no answer.
func (w waiter) started(ctx context.Context) bool {
	bounded, cancel := context.WithTimeout(ctx, lookForStart)
	defer cancel()
	return transport.Poll(bounded, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		_, found, err := w.deployment(ctx)
		return found, "looking for the deployment whose start got no answer", err
	}) == nil
}

// waitStaged waits until a deployment for a later update is accepted. No source documents whether such an operation ends
// before the update, so one that has not failed after a while is taken for accepted. It returns the deployment's id.
func (w waiter) waitStaged(ctx context.Context) (id string, err error) {
	bounded, cancel := context.WithTimeout(ctx, stagePatience)
	defer cancel()
	err = transport.Poll(bounded, transport.Slow(), func(ctx context.Context) (bool, string, error) {
		deployment, found, err := w.deployment(ctx)
		if err != nil {
			return false, "", err
		}
		if found && deployment.Failed() {
			return false, "", w.failure(ctx, deployment)
		}
		id = deployment.ID
		return found && deployment.Completed(), "waiting until Business Central has accepted the package of " + label(w.source.Manifest), nil
	})
	if err != nil && id != "" && bounded.Err() != nil && ctx.Err() == nil {
		return id, nil
	}
	return id, err
}

// wait waits until the version is installed.
func (w waiter) wait(ctx context.Context) error {
	return transport.Poll(ctx, transport.Slow(), func(ctx context.Context) (bool, string, error) {
		deployment, found, err := w.deployment(ctx)
		if err != nil {
			return false, "", err
		}
		if found && deployment.Failed() {
			return false, "", w.failure(ctx, deployment)
		}
		packages, err := w.client.Extensions(ctx, w.source.ID)
		if err != nil {
			return false, "", err
		}
		now, there := installed(packages)
		status := "not shown yet"
		if found {
			status = deployment.Status
		}
		return there && version.AtLeast(now.Version(), w.source.Version),
			fmt.Sprintf("the deployment of %s goes on in Business Central (status %s); the next apply waits for it", label(w.source.Manifest), status), nil
	})
}

// failure describes what is known of a failed deployment.
func (w waiter) failure(ctx context.Context, d businesscentral.Deployment) error {
	text := fmt.Sprintf("Business Central ended the deployment of %s with the status %q.\nOperation %s (%s, schedule %q), started %s.",
		label(w.source.Manifest), d.Status, d.ID, d.Type, d.Schedule, d.StartedOn)
	if all, err := w.client.Extensions(ctx, ""); err == nil {
		if reasons := obstacles(w.source.Manifest, all); len(reasons) > 0 {
			text += "\nThis provider sees what may be the reason:\n  - " + strings.Join(reasons, "\n  - ")
		}
	}
	return framework.Errorf("The deployment of the extension "+w.source.Name+" failed",
		"Open the page Extension Installation Status in Business Central and show the details of the operation, which the automation API does not return. Correct the package, raise its version, and run terraform apply again.",
		"%s", text).At("file")
}

// ofPackage reports whether a deployment is one of this version of the extension.
func ofPackage(d businesscentral.Deployment, m app.Manifest) bool {
	return strings.EqualFold(d.Name, m.Name) && strings.EqualFold(d.Publisher, m.Publisher) && d.Version == m.Version.String()
}

// stagedKey is the private state key of the deployment that staged the extension.
const stagedKey = "staged_deployment"

// stagedDeployment finds a deployment for a later update of the environment that has not failed; an empty version
// matches all. It is the one of which the id is in private state, as quoted JSON, or one whose schedule says so: the
// schedule is a free text in the environment's language, of which only the English one is known.
func stagedDeployment(ctx context.Context, client *businesscentral.Client, name, publisher, version string, own []byte) (businesscentral.Deployment, bool, error) {
	known, err := strconv.Unquote(string(own))
	if err != nil {
		known = "" // nothing was staged by this resource
	}
	rows, err := client.Deployments(ctx)
	if err != nil {
		return businesscentral.Deployment{}, false, err
	}
	for _, d := range rows {
		if strings.EqualFold(d.Name, name) && strings.EqualFold(d.Publisher, publisher) && (version == "" || d.Version == version) &&
			!d.Failed() && (d.ID == known && known != "" || strings.EqualFold(d.Schedule, nextMinor) || strings.EqualFold(d.Schedule, nextMajor)) {
			return d, true, nil
		}
	}
	return businesscentral.Deployment{}, false, nil
}

// missingDependencies names what the package says that it needs and the environment does not show as installed.
func missingDependencies(m app.Manifest, all []businesscentral.Extension) []string {
	var missing []string
	for _, d := range m.Dependencies {
		if strings.HasPrefix(d.Name, hiddenPrefix) {
			continue
		}
		now, found := installedApp(all, d.ID)
		switch {
		case !found:
			missing = append(missing, fmt.Sprintf("%s by %s %s or newer (%s), which is not installed", d.Name, d.Publisher, d.MinVersion, d.ID))
		case versionOf(now).Compare(d.MinVersion) < 0:
			missing = append(missing, fmt.Sprintf("%s by %s %s or newer (%s), of which %s is installed", d.Name, d.Publisher, d.MinVersion, d.ID, now.Version()))
		}
	}
	return missing
}

// applicationID is the app "Application", whose version is the environment's.
const applicationID = "c1335042-3002-4257-bf8a-75c898ccb1b8"

// obstacles lists what is in the way of a deployment, as far as the environment shows it.
func obstacles(m app.Manifest, all []businesscentral.Extension) []string {
	reasons := missingDependencies(m, all)
	if now, found := installedApp(all, applicationID); found && versionOf(now).Compare(m.Application) < 0 {
		reasons = append(reasons, fmt.Sprintf("the package is built for application version %s, and the environment has %s", m.Application, now.Version()))
	}
	for _, e := range all {
		if strings.EqualFold(e.AppID, m.ID) && !e.Installed && versionOf(e) == m.Version {
			reasons = append(reasons, "a package with the same app id and version is published already")
		}
	}
	return reasons
}

func installedApp(all []businesscentral.Extension, appID string) (businesscentral.Extension, bool) {
	for _, e := range all {
		if e.Installed && strings.EqualFold(e.AppID, appID) {
			return e, true
		}
	}
	return businesscentral.Extension{}, false
}

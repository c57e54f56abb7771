// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package extension

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// deployTimeout leaves room for the schema synchronization and the upgrade code of a big extension.
const deployTimeout = 30 * time.Minute

// NewExtension returns the resource bcsales_extension.
func NewExtension() resource.Resource {
	return framework.NewResource[extensionModel](framework.Definition[extensionModel]{
		Name:   "extension",
		Noun:   "extension",
		Schema: extensionSchema(),
		Needs:  framework.BusinessCentral,
		Permissions: framework.Permissions{
			Entra:           framework.EntraAutomation,
			BusinessCentral: "the permission sets `D365 AUTOMATION` and `EXTEN. MGT. - ADMIN`; to uninstall the companion extension, also its permission set `BCS Read`, because it stays while a company is connected.",
		},
		Names:   []string{"name"},
		IDParts: []framework.IDPart{{Name: "app_id", Description: "Id of the extension (app id)."}},
		Local: map[string]string{
			"file":             "write-only: the package on the machine that runs Terraform",
			"schedule":         "an option of the next deployment",
			"schema_sync_mode": "an option of the next deployment",
			"deletion_policy":  "says what destroy does",
		},
		Timeouts: framework.Timeouts{Create: deployTimeout, Update: deployTimeout, Delete: deployTimeout},
		Create:   createExtension,
		Recover:  recoverExtension,
		Read:     readExtension,
		Update:   updateExtension,
		Delete:   deleteExtension,
		Plan:     planExtension,

		PlanDestroy: planDestroyExtension,

		Import: importExtension,
	})
}

// configured reads the package again: it is needed now, and may have come since the plan.
func configured(ctx context.Context, op *framework.Operation[extensionModel]) (*app.Package, error) {
	config, err := op.Config(ctx)
	if err != nil {
		return nil, err
	}
	source, absent, err := open(config)
	if err == nil && source == nil {
		err = nothingToInstall(absent)
	}
	return source, err
}

func createExtension(ctx context.Context, op *framework.Operation[extensionModel], plan extensionModel) error {
	client := op.BusinessCentral
	source, err := configured(ctx, op)
	if err != nil {
		return err
	}
	if !plan.AppID.IsUnknown() && plan.AppID.Canonical() != source.ID {
		return changedPackage(plan.AppID.Canonical(), source)
	}
	plan.identify(source.ID)
	ctx = logging.With(ctx, map[string]any{"app_id": source.ID}) // that of the package
	// A package that the same run uninstalls is published for a while.
	if err := op.TakeUp(ctx, framework.Object{Type: "extension", ID: plan.ID.ValueString()}); err != nil {
		return err
	}
	packages, err := client.Extensions(ctx, source.ID)
	if err != nil {
		return err
	}
	before, found := installed(packages)
	if found {
		if err := op.Found(ctx); err != nil {
			return err
		}
	}
	if !found || !version.AtLeast(before.Version(), source.Version) {
		if err := deploy(ctx, op, client, source, plan, packages); err != nil {
			return err
		}
	}
	return op.Save(ctx, plan)
}

func changedPackage(planned string, source *app.Package) error {
	return framework.Errorf("The extension package has changed since the plan", "Run terraform apply again.",
		"The plan was made for the extension %s, and the file holds %s (%s) now.", planned, label(source.Manifest), source.ID).At("file")
}

// recoverExtension records an extension whose deployment ended, or was staged, while the creation was being
// interrupted. A deployment that still runs is waited for by the next apply. What was there before any deployment is
// left to the next apply too.
func recoverExtension(ctx context.Context, op *framework.Operation[extensionModel], plan extensionModel) (extensionModel, bool, error) {
	source, err := configured(ctx, op)
	if err != nil {
		return plan, false, err
	}
	packages, err := op.BusinessCentral.Extensions(ctx, source.ID)
	if err != nil {
		return plan, false, err
	}
	now, found := installed(packages)
	if !found || !version.AtLeast(now.Version(), source.Version) {
		return plan, false, nil
	}
	plan.set(now)
	return plan, true, nil
}

func readExtension(ctx context.Context, op *framework.Operation[extensionModel], state extensionModel) (extensionModel, bool, error) {
	client := op.BusinessCentral
	packages, err := client.Extensions(ctx, state.ID.ValueString())
	if err != nil {
		return state, false, err
	}
	if now, found := installed(packages); found {
		state.set(now)
		return state, true, nil
	}
	if !state.staged() {
		return state, false, nil
	}
	name, publisher, err := stagedNames(ctx, op, state)
	if err != nil || name == "" {
		return state, false, err
	}
	deployment, found, err := stagedDeployment(ctx, client, name, publisher, "", op.Private(ctx, stagedKey))
	if err != nil || !found {
		return state, false, err
	}
	state.setStaged(deployment)
	return state, true, nil
}

// stagedNames returns name and publisher of a staged extension: those in state, or right after its creation those in the
// package. Deployments have no app id.
func stagedNames(ctx context.Context, op *framework.Operation[extensionModel], state extensionModel) (name, publisher string, err error) {
	if state.Name.ValueString() != "" {
		return state.Name.ValueString(), state.Publisher.ValueString(), nil
	}
	config, err := op.Config(ctx)
	if err != nil {
		return "", "", err
	}
	source, _, err := open(config)
	if err != nil || source == nil {
		return "", "", err
	}
	return source.Name, source.Publisher, nil
}

func updateExtension(ctx context.Context, op *framework.Operation[extensionModel], plan, state extensionModel) error {
	if plan.Version.Equal(state.Version) {
		return nil // only local settings change
	}
	client := op.BusinessCentral
	source, err := configured(ctx, op)
	if err != nil {
		return err
	}
	if state.AppID.Canonical() != source.ID {
		return changedPackage(state.AppID.Canonical(), source)
	}
	packages, err := client.Extensions(ctx, source.ID)
	if err != nil {
		return err
	}
	if now, found := installed(packages); found && version.AtLeast(now.Version(), source.Version) {
		return sincePlan(plan, source.Manifest, now.Version())
	}
	return deploy(ctx, op, client, source, plan, packages)
}

// sincePlan refuses what somebody else deployed since the plan promised a version.
func sincePlan(plan extensionModel, m app.Manifest, now string) error {
	if plan.Version.IsUnknown() || version.Same(plan.Version.ValueString(), now) {
		return nil
	}
	return framework.Errorf("Another version of "+m.Name+" was installed since the plan", "Run terraform apply again.",
		"The plan was made to install %s, and version %s is installed now.", label(m), now)
}

func deleteExtension(ctx context.Context, op *framework.Operation[extensionModel], state extensionModel) error {
	name := state.Name.ValueString() + " " + state.Version.ValueString()
	if state.DeletionPolicy.ValueString() != policyUninstall {
		op.Keep("the extension "+name, framework.ByPolicy)
		return nil
	}
	if op.WasFound(ctx) {
		op.Keep("the extension "+name, framework.FoundBefore)
		return nil
	}
	client := op.BusinessCentral
	used, err := connectedThrough(ctx, client, state.ID.ValueString())
	if framework.IsRefused(err) {
		op.KeepUnseen("the extension "+name, err)
		return nil
	}
	if err != nil {
		return err
	}
	if used != "" {
		op.Keep("the extension "+name, "the connection to Dataverse is on in "+used)
		return nil
	}
	unlock, err := op.Locks().Lock(ctx, lockKey)
	if err != nil {
		return err
	}
	defer unlock()
	if err := uninstall(ctx, client, state.ID.ValueString()); err != nil {
		return err
	}
	if err := client.UnpublishExtension(ctx, state.PackageID.ValueString()); err != nil && !odata.IsNotFound(err) {
		op.Warn(&framework.Problem{
			Summary: "The extension's package stays published",
			Detail: "The extension " + name + " was uninstalled, but Business Central did not remove its package: " + err.Error() +
				". Environments before version 25.4 cannot. Unpublish it on the page Extension Management if it is not wanted.",
		})
	}
	return nil
}

// uninstall uninstalls the extension and waits until Business Central shows it so.
func uninstall(ctx context.Context, client *businesscentral.Client, appID string) error {
	asked := ""
	return transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		packages, err := client.Extensions(ctx, appID)
		if err != nil {
			return false, "", err
		}
		now, found := installed(packages)
		if !found {
			return true, "", nil
		}
		if asked != now.PackageID {
			asked = now.PackageID
			if err := client.UninstallExtension(ctx, now.PackageID); err != nil {
				return false, "", err
			}
		}
		return false, "waiting until Business Central shows the extension as uninstalled", nil
	})
}

// importExtension accepts the app id in any letter case.
func importExtension(_ context.Context, _ *framework.Operation[extensionModel], parts []string) (map[string]any, error) {
	if !customtypes.IsGUID(parts[0]) {
		return nil, framework.Errorf("The import id is no app id", "Specify the extension's app id. It is in app.json and on the page Extension Management.", "Got %q.", parts[0])
	}
	var m extensionModel
	m.identify(parts[0])
	return map[string]any{"id": m.ID.ValueString(), "app_id": m.AppID}, nil
}

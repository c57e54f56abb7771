// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"errors"
	"net/http"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// Kinds of operations. An organization runs one at a time.
const (
	kindImport    = "Import"
	kindUninstall = "Uninstall"
	kindUpgrade   = "Upgrade"
	kindPublish   = "PublishAll"
)

// Column values of asyncoperation.
const (
	asyncReady      = 0
	asyncLocked     = 2
	asyncDone       = 3
	asyncWaiting    = 0
	asyncInProgress = 20
	asyncSucceeded  = 30
	asyncFailed     = 31
)

// operation is a solution operation that runs in the background.
type operation struct {
	message, name, kind string
	operationType       int64
	duration            time.Duration
	job                 string           // id of the import job, or ""
	pack                *solutionPackage // of a running import
	apply               func(c *odatasvc.Context) error
}

func (o *Org) operationRules() odatasvc.Set {
	return odatasvc.Set{
		Defaults: func(c *odatasvc.Context, row odatasvc.Row) {
			o.stamp(c, "asyncoperation", row)
			row.SetDefault("statecode", int64(asyncReady))
			row.SetDefault("statuscode", int64(asyncWaiting))
		},
		// Only the state can be changed, to cancel. That a running import continues is not verified.
		BeforeUpdate: func(c *odatasvc.Context, _, changes odatasvc.Row) error {
			o.touch(c, "asyncoperation", changes)
			return o.need(c, "prvWriteAsyncOperation", "asyncoperation", nil)
		},
	}
}

// kindOf returns the kind of a solution operation from its row, or "" for other system jobs.
func kindOf(row odatasvc.Row) string {
	switch row.String("messagename") {
	case "ImportSolutionAsync", "ImportSolution", "StageAndUpgradeAsync", "StageAndUpgrade":
		return kindImport
	case "UninstallSolutionAsync", "UninstallSolution":
		return kindUninstall
	case "DeleteAndPromoteAsync", "DeleteAndPromote":
		return kindUpgrade
	case "PublishAllXmlAsync", "PublishAllXml":
		return kindPublish
	}
	switch row.Int("operationtype") {
	case 93, 203, 211:
		return kindImport
	case 204:
		return kindPublish
	case 207:
		return kindUpgrade
	case 208:
		return kindUninstall
	}
	return ""
}

// running finds the running solution operation, other than the given one.
func (o *Org) running(c *odatasvc.Context, except string) (odatasvc.Row, bool) {
	return c.Table(setOperations).First(func(r odatasvc.Row) bool {
		return r.Int("statecode") != asyncDone && r.Int("statuscode") == asyncInProgress && kindOf(r) != "" && !r.Equal("asyncoperationid", except)
	})
}

// idle refuses a solution operation while another one is running. The words before the documented text, the status
// 429 and the missing Retry-After are what users report.
func (o *Org) idle(c *odatasvc.Context, kind, except string) error {
	other, ok := o.running(c, except)
	if !ok {
		return nil
	}
	const text = "The solution installation or removal failed due to the installation or removal of another solution at the same time. Please try again later."
	if before := kindOf(other); before != kind {
		return busy("Cannot start the requested operation [%s] because there is another [%s] running at this moment. Use Solution History for more details. -- %s", kind, before, text)
	}
	return busy("Cannot start another [%s] because there is a previous [%s] running at this moment. Use Solution History for more details. -- %s", kind, kind, text)
}

// start accepts an operation and returns the id of its row.
func (o *Org) start(c *odatasvc.Context, op operation) (string, error) {
	if err := o.idle(c, op.kind, ""); err != nil {
		return "", err
	}
	id, now := c.World.NewID(), c.World.Timestamp()
	row := odatasvc.Row{
		"asyncoperationid": id, "name": op.name, "messagename": op.message, "operationtype": op.operationType,
		"statecode": int64(asyncReady), "statuscode": int64(asyncWaiting), "createdon": now, "modifiedon": now,
		"depth": int64(1), "retrycount": int64(0), "retainjobhistory": false, "iswaitingforevent": false, "subtype": int64(1),
		"correlationid": c.World.NewID(), "correlationupdatedtime": now, "expanderstarttime": now, "parentpluginexecutionid": emptyID,
		"dependencytoken": "SolutionOperation_{" + o.organizationID(c) + "}", "timezoneruleversionnumber": int64(0),
	}
	if c.User != nil {
		row["_ownerid_value"], row["_ownerid_value"+lookupType] = c.User["systemuserid"], "systemuser"
		row["_owninguser_value"], row["_owningbusinessunit_value"] = c.User["systemuserid"], c.User["_businessunitid_value"]
	}
	o.stamp(c, "asyncoperation", row)
	c.Table(setOperations).Put(row)
	caller := c.User
	c.World.After(o.Durations.Queue, "dataverse operation "+id, func() { o.begin(id, op, caller) })
	return id, nil
}

// background is the context of work that continues after a caller's request.
func (o *Org) background(caller odatasvc.Row) *odatasvc.Context {
	c := o.service.Background("")
	c.User = caller
	return c
}

// begin runs an accepted operation, unless another one has started since or it was canceled.
func (o *Org) begin(id string, op operation, caller odatasvc.Row) {
	c := o.background(caller)
	row, ok := c.Table(setOperations).Get(id)
	if !ok || row.Int("statecode") == asyncDone {
		return
	}
	now := c.World.Timestamp()
	if err := o.idle(c, op.kind, id); err != nil {
		o.finish(c, id, now, err)
		return
	}
	c.Table(setOperations).Update(id, odatasvc.Row{
		"statecode": int64(asyncLocked), "statuscode": int64(asyncInProgress), "startedon": now, "modifiedon": now,
	})
	if op.job != "" {
		o.beginJob(c, op)
	}
	c.World.After(op.duration, "dataverse operation "+id, func() { o.conclude(id, op, caller, now) })
}

// conclude ends a running operation and applies its result.
func (o *Org) conclude(id string, op operation, caller odatasvc.Row, started string) {
	c := o.background(caller)
	if _, ok := c.Table(setOperations).Get(id); !ok {
		return
	}
	tx := c.World.Begin()
	err := op.apply(c)
	if err != nil {
		tx.Rollback()
	}
	if op.job != "" {
		o.finishJob(c, op, err)
	}
	o.finish(c, id, started, err)
}

func (o *Org) finish(c *odatasvc.Context, id, started string, failed error) {
	row, _ := c.Table(setOperations).Get(id)
	if row.Int("statecode") == asyncDone { // canceled since it began
		return
	}
	now := c.World.Now()
	changes := odatasvc.Row{
		"statecode": int64(asyncDone), "statuscode": int64(asyncSucceeded), "completedon": c.World.Timestamp(), "modifiedon": c.World.Timestamp(),
	}
	if from, err := time.Parse(time.RFC3339, started); err == nil {
		changes["executiontimespan"] = now.Sub(from).Seconds()
	}
	if failed != nil {
		code, text := refusal(failed)
		changes["statuscode"], changes["errorcode"] = int64(asyncFailed), errorNumber(code)
		changes["message"], changes["friendlymessage"] = text, text
	}
	c.Table(setOperations).Update(id, changes)
}

// refusal extracts code and text from an error.
func refusal(err error) (code, text string) {
	if e, ok := errors.AsType[*odatasvc.Error](err); ok {
		return e.Code, e.Message
	}
	return codeImportFailed, err.Error()
}

// publishAllXML publishes unmanaged customizations; the emulator has none.
func (o *Org) publishAllXML(c *odatasvc.Context, _ odatasvc.Row, _ map[string]any) (any, error) {
	if err := o.need(c, "prvPublishCustomization", "solution", nil); err != nil {
		return nil, err
	}
	if err := o.idle(c, kindPublish, ""); err != nil {
		return nil, err
	}
	return &odatasvc.Response{Status: http.StatusNoContent}, nil
}

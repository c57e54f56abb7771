// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Codes of the Web API (Microsoft Learn, "Web service error codes").
const (
	codeUnexpected      = "0x80040216" // UnExpected
	codeAbsent          = "0x80040217" // ObjectDoesNotExist
	codeDuplicate       = "0x80040237" // DuplicateRecord
	codeNotSupported    = "0x80040800" // EntityDoesNotSupportMessage
	codeTooLong         = "0x80044331" // the value is too long for the column
	codePayload         = "0x80048d19" // the payload does not fit the table's definition
	codeVersionMismatch = "0x80060882" // ConcurrencyVersionMismatch
	codeVersionMissing  = "0x80060883" // ConcurrencyVersionNotProvided
	codeOData           = "0x80060888" // anything wrong with a URL or a payload
	codeKeyAbsent       = "0x80060891" // RecordNotFoundByEntityKey
)

// rowVersion is the format of an ETag.
var rowVersion = regexp.MustCompile(`^W/"[0-9]+"$`)

type dataverse struct{ plain }

// Dataverse is the dialect of the Dataverse Web API.
func Dataverse() Dialect { return dataverse{} }

func (dataverse) keyAsSegment() bool    { return false }
func (dataverse) pageSize() int         { return 5000 }
func (dataverse) topPages() bool        { return false }
func (dataverse) upserts() bool         { return true }
func (dataverse) jsonBatch() bool       { return false }
func (dataverse) showsKey() bool        { return true }
func (dataverse) etagHeader() bool      { return true }
func (dataverse) identifiesParts() bool { return true }

// batchLimit: Microsoft Learn, "Execute batch operations using the Web API".
func (dataverse) batchLimit() int { return 1000 }

func (dataverse) fold(c store.Collation, text string) string     { return c.Fold(text) }
func (dataverse) foldPart(c store.Collation, part string) string { return c.Letters(part) }

func (dataverse) undeclaredKey(set string) string { return strings.TrimSuffix(set, "s") + "id" }

func (dataverse) zero(_ property) any { return nil }

// hasFunction: Microsoft Learn, "Filter rows using OData".
func (dataverse) hasFunction(string) bool { return false }

// refusedHeader: the ways to impersonate another user (Microsoft Learn,
// "Impersonate another user using the Web API").
func (dataverse) refusedHeader(h http.Header) string {
	for _, name := range []string{"CallerObjectId", "MSCRMCallerID"} {
		if h.Get(name) != "" {
			return name
		}
	}
	return ""
}

// badOption: Microsoft Learn, "Query data using the Web API" (unsupported
// options); the text comes from public responses.
func (d dataverse) badOption(name string, _ int) *Error {
	if name == "$skip" {
		return d.badRequest("Skip Clause is not supported in CRM")
	}
	return nil
}

func (dataverse) etag(version int64) string { return fmt.Sprintf(`W/"%d"`, version) }

// precondition follows Microsoft Learn, "Perform conditional operations using the Web API".
func (d dataverse) precondition(_ string, h http.Header, version int64) *Error {
	if h.Get("If-None-Match") == "*" && version != 0 {
		return Errorf(http.StatusPreconditionFailed, codeDuplicate, "A record with matching key values already exists.")
	}
	match := h.Get("If-Match")
	if match == "" || match == "*" || version == 0 {
		return nil
	}
	if !rowVersion.MatchString(match) {
		return Errorf(http.StatusBadRequest, codeVersionMissing,
			"The RowVersion property must be provided when the value of ConcurrencyBehavior is IfVersionMatches.")
	}
	if match != d.etag(version) {
		return Errorf(http.StatusPreconditionFailed, codeVersionMismatch,
			"The version of the existing record doesn't match the RowVersion property provided.")
	}
	return nil
}

func (dataverse) body(c *Context, e *Error) any {
	inner := map[string]any{"code": e.Code, "message": e.Message}
	if annotated(c, "Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus") {
		inner["@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus"] = "0"
		inner["@Microsoft.PowerApps.CDS.InnerError.Message"] = e.Message
		inner["@Microsoft.PowerApps.CDS.TraceText"] = ""
		inner["@Microsoft.PowerApps.CDS.HelpLink"] = "http://go.microsoft.com/fwlink/?LinkID=398563&error=Microsoft.Crm.CrmException%3a" + e.Code + "&client=platform"
	}
	return map[string]any{"error": inner}
}

func (dataverse) fault(err error) *Error {
	return Errorf(http.StatusInternalServerError, codeUnexpected, "An unexpected error occurred. %s", err)
}

func (dataverse) badRequest(message string) *Error {
	return Errorf(http.StatusBadRequest, codeOData, "%s", message)
}

func (d dataverse) badSyntax() *Error { return d.badRequest(errorInSyntax) }

func (dataverse) badBody(message string) *Error { return payloadError("", message) }

// payloadError refuses a body, with the text of public responses.
func payloadError(set, inner string) *Error {
	return Errorf(http.StatusBadRequest, codePayload, "Error identified in Payload provided by the user for Entity :'%s', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : %s", set, inner)
}

func (dataverse) unknownSegment(name string) *Error {
	return Errorf(http.StatusNotFound, codeOData, "Resource not found for the segment '%s'.", name)
}

func (d dataverse) unknownSelected(name, entityType string, open bool) *Error {
	if open {
		return nil
	}
	return d.unknownProperty(name, entityType)
}

func (dataverse) unknownProperty(name, entityType string) *Error {
	return Errorf(http.StatusBadRequest, codeOData, "Could not find a property named '%s' on type 'Microsoft.Dynamics.CRM.%s'.", name, entityType)
}

func (dataverse) undeclared(set, name, entityType string, bind bool) *Error {
	if bind {
		return payloadError(set, "Microsoft.OData.ODataException: An undeclared property '"+name+"' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.")
	}
	return payloadError(set, "Microsoft.Crm.CrmException: Invalid property '"+name+"' was found in entity 'Microsoft.Dynamics.CRM."+entityType+"'. ---> Microsoft.OData.ODataException: Does not support untyped value in non-open type.")
}

// nullReference: a relationship is removed with DELETE on its reference.
func (dataverse) nullReference(set, _ string) *Error {
	return payloadError(set, "Microsoft.OData.ODataException: The 'odata.bind' instance or property annotation has a null value. In OData, the 'odata.bind' instance or property annotation must have a non-null string value.")
}

// badValue does not name the property, just like the service.
func (dataverse) badValue(set, _, value, kind string) *Error {
	return payloadError(set, fmt.Sprintf("Microsoft.OData.ODataException: Cannot convert the literal '%s' to the expected type '%s'.", value, kind))
}

func (dataverse) tooLong(entityType, name, _ string, limit int) *Error {
	return Errorf(http.StatusBadRequest, codeTooLong,
		"A validation error occurred.  The length of the '%s' attribute of the '%s' entity exceeded the maximum allowed length of '%d'.", name, entityType, limit)
}

func (dataverse) readOnly(name, entityType string) *Error {
	if name != "" && name[0] == '_' {
		return Errorf(http.StatusBadRequest, codeOData,
			"CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.")
	}
	return Errorf(http.StatusBadRequest, codeOData, "The property '%s' of entity '%s' cannot be set by this request.", name, entityType)
}

func (dataverse) notAllowed(method, set string) *Error {
	verb := map[string]string{http.MethodPost: "Create", http.MethodPatch: "Update", http.MethodPut: "Update", http.MethodDelete: "Delete"}[method]
	if verb == "" || set == "" {
		return Errorf(http.StatusMethodNotAllowed, codeOData, "The requested resource does not support http method '%s'.", method)
	}
	return Errorf(http.StatusBadRequest, codeNotSupported,
		"The '%s' method does not support entities of type '%s'. MessageProcessorCache returned MessageProcessor.Empty.", verb, set)
}

func (dataverse) missing(_, entityType, key string) *Error {
	return Errorf(http.StatusNotFound, codeAbsent, "%s With Id = %s Does Not Exist", entityType, key)
}

func (dataverse) missingAlternate(entityType string) *Error {
	return Errorf(http.StatusNotFound, codeKeyAbsent, "A record with the specified key values does not exist in %s entity", entityType)
}

// badReference: Dataverse responds to an association with an unknown id as to any other malformed URL.
func (d dataverse) badReference(absent *Error) *Error {
	if absent.Status == http.StatusNotFound {
		return d.badRequest(absent.Message)
	}
	return absent
}

// updateOnly leaves the code empty (Microsoft Learn, "Perform conditional operations using the Web API").
func (dataverse) updateOnly(absent *Error) *Error {
	return &Error{Status: absent.Status, Message: absent.Message, Header: absent.Header}
}

func (dataverse) duplicate(_, _ string) *Error {
	return Errorf(http.StatusPreconditionFailed, codeDuplicate, "A record with matching key values already exists.")
}

func (dataverse) unsupported(message string) *Error {
	return Errorf(http.StatusNotImplemented, codeOData, "%s", message)
}

func itoa(n int) string { return strconv.Itoa(n) }

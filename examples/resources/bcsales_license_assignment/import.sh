# <account>/<product>: object id or user principal name, and id or part number
terraform import bcsales_license_assignment.sales jim@contoso.com/DYN365_ENTERPRISE_SALES

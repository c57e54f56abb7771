# The id of the user in Dataverse (systemuserid).
terraform import bcsales_integration_user.business_central 3c1d5e7f-9a0b-4c2d-8e4f-6a7b8c9d0e1f

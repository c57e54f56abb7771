# The app id from the extension's app.json.
terraform import bcsales_extension.connector 6f0b6a2e-3c56-4f0e-9b8f-6d1f4c2a7e90

# The companion extension. Raise the version in its app.json and build it again, and the next apply upgrades it.
resource "bcsales_extension" "connector" {
  file = "extensions/bcsales_Business Central Sales Connector_1.0.0.0.app"
}

# An extension of one's own that goes when the resource goes; the data in its tables stays.
resource "bcsales_extension" "own" {
  file            = "extensions/Contoso_Sales Reports_2.3.0.0.app"
  deletion_policy = "uninstall"

  timeouts = {
    create = "1h"
    update = "1h"
  }
}

# The companion extension. To upgrade it, build a package with a higher version in its app.json, and apply.
resource "bcsales_extension" "connector" {
  file = "extensions/bcsales_Business Central Sales Connector_1.1.0.0.app"
}

# Another extension, which destroy uninstalls; the data in its tables stays.
resource "bcsales_extension" "own" {
  file            = "extensions/Contoso_Sales Reports_2.3.0.0.app"
  deletion_policy = "uninstall"

  timeouts = {
    create = "1h"
    update = "1h"
  }
}

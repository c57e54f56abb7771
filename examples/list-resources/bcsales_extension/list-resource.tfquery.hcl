# One extension.
list "bcsales_extension" "found" {
  provider         = bcsales
  include_resource = true

  config {
    app_id = "437dbf0e-84ff-417a-965d-ed2bb9650972"
  }
}

# Every company of the environment.
list "bcsales_company" "all" {
  provider         = bcsales
  include_resource = true
}

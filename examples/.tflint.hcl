# Every rule of the ruleset that comes with tflint; `make lint-examples` runs it.
plugin "terraform" {
  enabled = true
  preset  = "all"
}

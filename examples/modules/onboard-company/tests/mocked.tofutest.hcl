# OpenTofu reads no files of mocks. It takes this file, which tests nothing, in place of mocked.tftest.hcl.

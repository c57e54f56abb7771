#!/bin/sh
# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0
#
# Copies the app and its tests into two folders beside each other. The AL compiler takes every .al file below the folder
# of app.json, so it must not see test/ below the app.
#
#   sh extension/stage.sh OUTPUT_FOLDER     makes OUTPUT_FOLDER/app and OUTPUT_FOLDER/test
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:?usage: stage.sh OUTPUT_FOLDER}
mkdir -p "$out/app" "$out/test"
cp -R "$here/app.json" "$here/bcsales.ruleset.json" "$here/src" "$out/app/"
cp -R "$here/test/app.json" "$here/test/src" "$out/test/"
cp "$here/bcsales.ruleset.json" "$out/test/"
echo "staged in $out/app and $out/test"

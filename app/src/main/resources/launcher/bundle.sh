#!/usr/bin/env bash
# Runs Counterpoint in the foreground, with the Java and the jars of this folder, wherever it stands.
# COUNTERPOINT_JAVA_OPTS adds options for Java.
set -euo pipefail

home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}" 2>/dev/null || echo "${BASH_SOURCE[0]}")")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

for part in java/bin/java lib/classpath.txt lib/java.sh lib/platform.txt; do
  if [ ! -f "$home/$part" ]; then
    say "counterpoint: $home/$part is missing: the folder was not copied whole. Copy it again."
    exit 1
  fi
done
if [ "$(uname -sm)" != "$(<"$home/lib/platform.txt")" ]; then
  say "counterpoint: this folder is for $(<"$home/lib/platform.txt"); this machine is $(uname -sm)."
  say "Make one there, with ./counterpoint bundle-runtime in a checkout."
  exit 1
fi
case $home in
  *:*)
    say "counterpoint: Java cannot run from a folder with a colon in its name: $home. Move it."
    exit 1
    ;;
esac

class_path=
while IFS= read -r jar; do
  class_path=$class_path${class_path:+:}$home/lib/$jar
done <"$home/lib/classpath.txt"

. "$home/lib/java.sh"
run_counterpoint "$home/java/bin/java" "$class_path" "$@"

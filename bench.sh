#!/usr/bin/env bash
# Installs what the benchmarks need (Debian, Ubuntu), builds, publishes, and measures:
#   ./bench.sh [name…] [--quick] [--json FILE]     `./bench.sh list` names what there is.
# A full run writes docs/performance.md. Needs git, the .NET 10 SDK and Node 20.19 or later, and a machine with nothing else to do.
set -euo pipefail
readonly called_from="$PWD"
cd "$(dirname "${BASH_SOURCE[0]}")"

. scripts/install.sh
. scripts/publish.sh

# What is compared with, pinned by its lock file. A newer Node.js than the machine's comes with it.
install_peers() {
  cmp -s bench/peers/package-lock.json bench/peers/node_modules/.of-lock && return 0
  say "fetching peers by npm"
  npm ci --prefix bench/peers --no-audit --no-fund --loglevel=error && cp bench/peers/package-lock.json bench/peers/node_modules/.of-lock \
    || say "left out: benchmarks against peers (npm can't fetch them)"
}

# What is measured goes to stdout, and nothing else does.
prepare() {
  require_tools
  install_wrk
  install_pgbench
  install_browser
  install_peers
  say "building"
  dotnet build bench/Throughline.Bench -c Release --nologo -v quiet
  publish
}

prepare >&2
export THROUGHLINE_PROGRAM="$PWD/artifacts/publish/Throughline.Server/release/Throughline.Server"
readonly bench="$PWD/artifacts/bin/Throughline.Bench/release/Throughline.Bench"
cd "$called_from"
exec "$bench" "$@"

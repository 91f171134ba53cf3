#!/usr/bin/env bash
# Builds the program with its fault points, apart from the real build, and tries to lose data with it:
#   ./chaos.sh [scenario…] [--cycles N] [--seed S] [--short] [--keep] [--report] [--list]
# Ends with "N passed, N failed, N skipped". docs/reliability.md says what each scenario does and what is checked.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command -v dotnet >/dev/null || { echo "The .NET 10 SDK is missing: https://dot.net/download" >&2; exit 1; }
command -v node >/dev/null || { echo "Node.js 20.19 or later, whose npm brings PostgreSQL, is missing: https://nodejs.org" >&2; exit 1; }

printf '== building the harness\n'
said="$(dotnet build tests/Throughline.Chaos -c Release -p:Chaos=true --nologo -v quiet 2>&1)" || { printf '%s\n' "$said" >&2; exit 1; }
# The build under test is the one beside the harness, whatever else is named.
unset THROUGHLINE_PROGRAM
exec dotnet artifacts/chaos/bin/Throughline.Chaos/release/Throughline.Chaos.dll "$@"

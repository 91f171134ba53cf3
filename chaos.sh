#!/usr/bin/env bash
# Builds the program with its fault points, apart from the real build, and tries to lose data with it:
#   ./chaos.sh [scenario…] [--cycles N] [--seed S] [--short] [--keep] [--report] [--list]
# Ends with "N passed, N failed, N skipped". docs/reliability.md says what each scenario does and what is checked.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command -v dotnet >/dev/null || { echo "The .NET 10 SDK is missing: https://dot.net/download" >&2; exit 1; }
command -v node >/dev/null || { echo "Node.js 20.19 or later, whose npm brings PostgreSQL, is missing: https://nodejs.org" >&2; exit 1; }

# For networks that are cut and clocks that are set. Scenarios that lack something are skipped, and say what.
install_tools() {
  local missing=() can=()
  command -v ip >/dev/null && command -v tc >/dev/null || missing+=(iproute2)
  compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || missing+=(faketime)
  [ "${#missing[@]}" -gt 0 ] && command -v apt-get >/dev/null || return 0
  if [ "$(id -u)" -eq 0 ]; then can=(env); elif sudo -n true 2>/dev/null; then can=(sudo -n); else return 0; fi
  printf '== installing %s\n' "${missing[*]}"
  "${can[@]}" apt-get update -qq && "${can[@]}" apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}" >/dev/null \
    || printf '== left out: %s\n' "${missing[*]}"
}
install_tools

printf '== building the harness\n'
said="$(dotnet build tests/Throughline.Chaos -c Release -p:Chaos=true --nologo -v quiet 2>&1)" || { printf '%s\n' "$said" >&2; exit 1; }
# The build under test is the one beside the harness, whatever else is named.
unset THROUGHLINE_PROGRAM
exec dotnet artifacts/chaos/bin/Throughline.Chaos/release/Throughline.Chaos.dll "$@"

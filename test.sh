#!/usr/bin/env bash
# Installs what the tests need (Debian, Ubuntu), builds, publishes, runs every test and the short form of ./chaos.sh, and ends with
# "N passed, N failed, N skipped". One optional argument: a filter of `dotnet test`, such as
#   ./test.sh FullyQualifiedName~Doctor
# Needs git, the .NET 10 SDK and Node 20.19 or later. Asks nothing and needs no terminal.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly filter="${1:-}"
readonly results="$PWD/artifacts/test-results"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DEBIAN_FRONTEND=noninteractive

say() { printf '== %s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

require_tools() {
  command -v dotnet >/dev/null || stop "The .NET 10 SDK is missing: https://dot.net/download"
  dotnet --version >/dev/null 2>&1 || stop "The .NET 10 SDK that global.json asks for is missing: https://dot.net/download"
  command -v node >/dev/null || stop "Node.js 20.19 or later is missing: https://nodejs.org"
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
    || stop "Node.js 20.19 or later is needed, this is $(node --version): https://nodejs.org"
  command -v npm >/dev/null || stop "npm, which comes with Node.js, is missing: https://nodejs.org"
}

# Runs a command as root, without ever asking for a password.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
  command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

has_postgres() {
  local major
  for major in /usr/lib/postgresql/*/bin/postgres; do
    major="${major#/usr/lib/postgresql/}"
    [ "${major%%/*}" -ge 15 ] 2>/dev/null && return 0
  done
  return 1
}

# Installs packages of Debian or Ubuntu, as many as there are.
apt_install() {
  local options=(-y -qq --no-install-recommends -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=300)
  as_root apt-get install "${options[@]}" "$@"
}

# The server brings its own PostgreSQL by npm. The tests also run it with the system's, of which only the programs
# are wanted: no cluster, no service.
install_postgres() {
  has_postgres && return 0
  can_install || { say "left out: a system PostgreSQL 15 or later (install it yourself for the tests that use it)"; return 0; }
  say "installing PostgreSQL's programs"
  as_root sh -c 'mkdir -p /etc/postgresql-common && { [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf; }'
  if ! as_root apt-get update -qq || ! { apt_install postgresql-15 || apt_install postgresql; } || ! has_postgres; then
    say "left out: a system PostgreSQL 15 or later (apt-get has none)"
  fi
}

has_browser() {
  local program
  for program in /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
    [ -x "$program" ] && return 0
  done
  return 1
}

# The tests in a browser use the machine's own; without one they are skipped.
install_browser() {
  has_browser && return 0
  can_install || { say "left out: a browser (install chromium or Google Chrome yourself for the tests that use it)"; return 0; }
  say "installing chromium"
  if ! as_root apt-get update -qq || ! apt_install chromium || ! has_browser; then
    say "left out: a browser (apt-get has no chromium)"
  fi
}

build() {
  say "building"
  # The build runs npm ci for the packages of web/ when they are not up to date.
  dotnet build Throughline.slnx -c Release --nologo -v quiet
  say "publishing"
  dotnet publish src/Throughline.Server -c Release --no-build --nologo -v quiet
}

# The numbers of one result file: total executed passed.
counters() {
  sed -n 's/.*<Counters total="\([0-9]*\)" executed="\([0-9]*\)" passed="\([0-9]*\)".*/\1 \2 \3/p' "$1"
}

run_tests() {
  local project name file total executed passed failed skipped
  local all_passed=0 all_failed=0 all_skipped=0
  local arguments=(-c Release --no-build --nologo --results-directory "$results" --logger "console;verbosity=minimal")
  [ -z "$filter" ] || arguments+=(--filter "$filter")
  rm -rf "$results" && mkdir -p "$results"

  # A filter is one of `dotnet test`.
  if [ -z "$filter" ]; then
    say "web"
    local web="$results/web.json" exit_code=0
    npm test --silent --prefix web -- --reporter=default --reporter=json --outputFile.json="$web" || exit_code=$?
    if [ -f "$web" ]; then
      read -r total passed executed <<<"$(node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1])); console.log(r.numTotalTests, r.numPassedTests, r.numPassedTests + r.numFailedTests)' "$web")"
      all_passed=$((all_passed + passed))
      all_failed=$((all_failed + executed - passed))
      all_skipped=$((all_skipped + total - executed))
    fi
    [ "$exit_code" -eq 0 ] || [ "$all_failed" -gt 0 ] || all_failed=1
    npm run --silent --prefix web budget || { say "web: more bytes than the budget has"; all_failed=$((all_failed + 1)); }
  fi

  for project in tests/*.Tests/*.csproj; do
    name="$(basename "$project" .csproj)"
    file="$results/$name.trx"
    say "$name"
    local exit_code=0
    dotnet test "$project" "${arguments[@]}" --logger "trx;LogFileName=$name.trx" || exit_code=$?
    if [ -f "$file" ]; then
      read -r total executed passed <<<"$(counters "$file")"
      all_passed=$((all_passed + passed))
      all_failed=$((all_failed + executed - passed))
      all_skipped=$((all_skipped + total - executed))
      # A run that broke down after its last test counts too.
      [ "$exit_code" -eq 0 ] || [ "$executed" -ne "$passed" ] || all_failed=$((all_failed + 1))
    elif [ "$exit_code" -ne 0 ]; then
      say "$name ended without results"
      all_failed=$((all_failed + 1))
    fi
  done

  # A filter is one of `dotnet test` here too.
  if [ -z "$filter" ]; then
    say "chaos"
    local chaos="$results/chaos.txt" exit_code=0 counts
    env -u THROUGHLINE_PROGRAM ./chaos.sh --short 2>&1 | tee "$chaos" || exit_code=$?
    counts="$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' "$chaos" | tail -n 1)"
    if [ -n "$counts" ]; then
      read -r passed failed skipped <<<"$counts"
      all_passed=$((all_passed + passed))
      all_failed=$((all_failed + failed))
      all_skipped=$((all_skipped + skipped))
      [ "$exit_code" -eq 0 ] || [ "$failed" -gt 0 ] || all_failed=$((all_failed + 1))
    else
      say "chaos ended without results"
      all_failed=$((all_failed + 1))
    fi
  fi

  printf '%d passed, %d failed, %d skipped\n' "$all_passed" "$all_failed" "$all_skipped"
  # No test at all is no success.
  [ "$all_failed" -eq 0 ] && [ "$all_passed" -gt 0 ]
}

require_tools
install_postgres
install_browser
build
# The tests that kill the program kill the published one.
THROUGHLINE_PROGRAM="$PWD/artifacts/publish/Throughline.Server/release/Throughline.Server"
export THROUGHLINE_PROGRAM
run_tests

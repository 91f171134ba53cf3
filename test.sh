#!/usr/bin/env bash
# Installs what the tests need (Debian, Ubuntu), builds, publishes, runs every test and the short form of ./chaos.sh, and ends with
# "N passed, N failed, N skipped". One optional argument: a filter of `dotnet test`, such as
#   ./test.sh FullyQualifiedName~Doctor
# Needs git, the .NET 10 SDK and Node 20.19 or later. Asks nothing and needs no terminal.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly filter="${1:-}"
readonly results="$PWD/artifacts/test-results"
. scripts/install.sh
. scripts/publish.sh
# Most programs that tests start live for seconds: what the runtime does for long lives is left out.
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0

build() {
  say "building"
  # The build runs npm ci for the packages of web/ when they are not up to date.
  dotnet build Throughline.slnx -c Release --nologo -v quiet
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
install_provider
build
publish
# The tests that kill the program kill the published one.
THROUGHLINE_PROGRAM="$PWD/artifacts/publish/Throughline.Server/release/Throughline.Server"
export THROUGHLINE_PROGRAM
run_tests

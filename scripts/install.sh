# Sourced by test.sh, bench.sh and others: what they need, and how it is installed on Debian and Ubuntu. Elsewhere they say what is left out.
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

# The server brings its own PostgreSQL by npm. The tests also run it with the system's, and benchmarks use its
# pgbench: of it only the programs are wanted: no cluster, no service.
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
  for program in /usr/bin/chromium-headless-shell /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
    [ -x "$program" ] && return 0
  done
  return 1
}

# The tests in a browser use the machine's own; without one they are skipped. Chromium without its windows needs a third less of the machine.
install_browser() {
  [ -x /usr/bin/chromium-headless-shell ] && return 0
  if ! can_install; then
    has_browser || say "left out: a browser (install chromium or Google Chrome yourself for the tests that use it)"
    return 0
  fi
  say "installing chromium"
  as_root apt-get update -qq || say "apt-get could not read its lists"
  apt_install chromium-headless-shell || has_browser || apt_install chromium || say "left out: a browser (apt-get has no chromium)"
}

# The tests of signing in by somebody else have somebody else of their own.
install_provider() {
  npm ci --silent --no-audit --no-fund --prefix tests/Throughline.Provider || say "left out: a provider (npm could not install tests/Throughline.Provider)"
}

# The load for the benchmarks.
install_wrk() {
  command -v wrk >/dev/null && return 0
  can_install || { say "left out: wrk (install it yourself for the benchmarks that use it)"; return 0; }
  say "installing wrk"
  if ! as_root apt-get update -qq || ! apt_install wrk; then say "left out: wrk (apt-get has none)"; fi
}

has_pgbench() {
  command -v pgbench >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/pgbench' >/dev/null
}

# pgbench comes with the server's package.
install_pgbench() {
  has_pgbench && return 0
  install_postgres
  has_pgbench || say "left out: pgbench (install PostgreSQL's server package yourself for the benchmarks that use it)"
}

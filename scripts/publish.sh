# Sourced after install.sh by test.sh and bench.sh, when everything is built: the program as its users run it, compiled ahead for this machine where the
# compiler for that can be had, so that it starts in half the time.
publish() {
  local server=src/Throughline.Server machine
  say "publishing"
  machine="$(dotnet msbuild $server -nologo -getProperty:NETCoreSdkRuntimeIdentifier)"
  if dotnet restore $server -p:RuntimeIdentifier="$machine" --nologo -v quiet; then
    # The build's own folders, and what it compiled.
    dotnet publish $server -c Release --no-build -r "$machine" --self-contained false -p:ArtifactsPivots=release --nologo -v quiet
  else
    say "left out: compiling ahead (the compiler for $machine can't be fetched)"
    dotnet publish $server -c Release --nologo -v quiet
  fi
}

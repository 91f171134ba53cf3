# Stands between the server and PostgreSQL: $1 is the file for their words, the rest is PostgreSQL's command.
# Its input is a pipe that only the server holds. When the server is gone, in whatever way, the pipe ends and
# PostgreSQL is stopped; when PostgreSQL is gone, this ends too and the server sees it.
# The signal is sent again and again, because a PostgreSQL that is only just starting loses it: fast shutdown at first,
# immediate after a minute.
exec >"$1" 2>&1
shift
trap '' HUP INT QUIT TERM
exec 3<&0 </dev/null
"$@" 3<&- &
postgres=$!
{
  read -r _ <&3
  tries=0
  while kill -s "$([ "$tries" -lt 60 ] && echo INT || echo QUIT)" "$postgres"; do
    sleep 1
    tries=$((tries + 1))
  done
} &
reader=$!
wait "$postgres"
status=$?
kill -s KILL "$reader"
exit "$status"

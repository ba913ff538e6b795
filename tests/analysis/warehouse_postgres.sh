#!/bin/sh
# Runs statement.sql over events.csv in a PostgreSQL of its own, for warehouse.rs; prints the result as CSV.
# Arguments: the folder of PostgreSQL's programs, the folder of the files, and a table's columns with their types.
set -eu
programs=$1
folder=$2
columns=$3

# PostgreSQL does not run for the administrator.
if [ "$(id -u)" = 0 ]; then
    chown -R postgres "$folder"
    run() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
else
    run() { "$@"; }
fi
cd "$folder"
run "$programs/initdb" --auth=trust --username=prescreen --encoding=UTF8 --locale=C.UTF-8 -D data >/dev/null
run "$programs/pg_ctl" -D data -w -l log -o "-k $folder -c listen_addresses=" start >/dev/null
trap 'run "$programs/pg_ctl" -D data -w -m immediate stop >/dev/null' EXIT
psql() { "$programs/psql" -v ON_ERROR_STOP=1 -q -h "$folder" -U prescreen -d postgres "$@"; }
psql -c "CREATE TABLE events ($columns)" -c "\\copy events FROM 'events.csv' WITH (FORMAT csv, HEADER true)"
psql --csv -f statement.sql

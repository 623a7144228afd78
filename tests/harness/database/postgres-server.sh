#!/usr/bin/env bash
# The tests' PostgreSQL: one server for every test process that runs at the same time.
#
#   postgres-server.sh FOLDER            nothing has to survive, everything goes with the last test
#   postgres-server.sh FOLDER durable    as in production: commits reach the disk; the data stay for the next time
#
# Makes a cluster in FOLDER, runs it on a Unix socket there, touches FOLDER/ready, and stays until no process
# holds a shared lock on FOLDER.users any more. The kernel drops those locks however a process ends, so a
# test that was killed leaves nothing running either.
set -euo pipefail
folder=$1
mode=${2:-}
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)

# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then
  unprivileged() { runuser -u postgres -- "$@"; }
  owner=postgres
else
  unprivileged() { "$@"; }
  owner=$(id -un)
fi

# While this lock is held, somebody looks after the server.
exec 8>"$folder.keeper"
flock -n 8 || exit 0

# What an earlier keeper left behind if it was killed.
if [ -f "$folder/data/postmaster.pid" ]; then
  kill -QUIT "$(head -n 1 "$folder/data/postmaster.pid")" 2>/dev/null || true
fi
if [ "$mode" = durable ]; then
  # The settings that ship, but for room: a checkpoint in the middle of a measurement would be measured too.
  settings=(-c fsync=on -c full_page_writes=on -c synchronous_commit=on -c shared_buffers=512MB -c max_wal_size=8GB
    -c checkpoint_timeout=30min)
  rm -f "$folder/ready"
else
  # Nothing here has to survive a crash of the machine.
  settings=(-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c shared_buffers=128MB -c max_wal_size=2GB)
  rm -rf "$folder"
fi
install -d -m 755 -o "$owner" "$folder"
cd "$folder"

if [ ! -f "$folder/data/PG_VERSION" ]; then
  unprivileged "$bin/initdb" -D "$folder/data" -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8 >/dev/null
fi
unprivileged "$bin/postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder" \
  -c max_connections=400 -c timezone=UTC -c log_min_messages=warning "${settings[@]}" 8>&- >"$folder/log" 2>&1 &
server=$!

stop() {
  kill -INT "$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null || echo "$server")" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  if [ "$mode" = durable ]; then rm -f "$folder/ready"; else rm -rf "$folder"; fi
}
trap stop EXIT

until "$bin/pg_isready" -q -h "$folder" -U postgres; do
  kill -0 "$server" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
  sleep 0.05
done
touch "$folder/ready"

# Until the last user has gone, and nobody came in the pause that lies between two tests. The lock is kept
# while the server stops: who comes now waits, finds no server, and starts a new one.
exec 9>"$folder.users"
while :; do
  flock -x 9
  flock -u 9
  sleep 3
  flock -n -x 9 && break
done

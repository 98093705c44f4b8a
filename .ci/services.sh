# Sourced by .ci/run: sees to it that PostgreSQL and Redis answer on loopback, installing and starting Debian's where
# none does. Sets DATABASE_SERVER and REDIS_SERVER, which may be given. Other ports than the usual: PGPORT, REDIS_PORT.
PGPORT=${PGPORT:-5432}
REDIS_PORT=${REDIS_PORT:-6379}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

may_use_database() {
  .venv/bin/python -c 'import psycopg, sys; psycopg.connect(sys.argv[1] + "/postgres", connect_timeout=5)' "$1" 2>/dev/null
}

install_packages() {
  [[ $(id -u) == 0 ]] || { echo "Start $* on loopback, or run this as root so that it can." >&2; return 1; }
  DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null 2>&1
}

wait_for() {
  for _ in $(seq 150); do
    answers "$1" && return 0
    sleep 0.2
  done
  echo "Nothing answers on port $1." >&2
  return 1
}

start_postgresql() {
  DATABASE_SERVER=${DATABASE_SERVER:-postgres://postgres@127.0.0.1:$PGPORT}
  may_use_database "$DATABASE_SERVER" && return 0
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || install_packages postgresql || return 1
  # What the package itself may have started asks for passwords: a server of our own, beside it.
  while answers "$PGPORT"; do PGPORT=$((PGPORT + 1)); done
  local binaries data
  binaries=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | tail -n 1)")
  data=$(mktemp -d /tmp/zige-postgresql-XXXXXX)
  chown postgres "$data"
  runuser -u postgres -- "$binaries/initdb" --auth trust --encoding UTF8 --locale C.UTF-8 -D "$data/data" >/dev/null
  runuser -u postgres -- "$binaries/pg_ctl" -D "$data/data" -l "$data/log" -w \
    -o "-p $PGPORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=$data" start >/dev/null </dev/null
  stop_commands+=("runuser -u postgres -- $binaries/pg_ctl -D $data/data -m fast stop >/dev/null; rm -rf $data")
  wait_for "$PGPORT"
  DATABASE_SERVER=postgres://postgres@127.0.0.1:$PGPORT
}

start_redis() {
  if ! answers "$REDIS_PORT"; then
    command -v redis-server >/dev/null || install_packages redis-server || return 1
  fi
  if ! answers "$REDIS_PORT"; then # the package may have started it
    redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --save "" --appendonly no --dir /tmp >/dev/null 2>&1 </dev/null &
    stop_commands+=("kill $!")
    wait_for "$REDIS_PORT" || return 1
  fi
  REDIS_SERVER=${REDIS_SERVER:-redis://127.0.0.1:$REDIS_PORT}
}

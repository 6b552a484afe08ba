# For the other scripts to source: where this Flink is, and how its processes are started.
# Bash 3.2 and the tools of BSD do.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export FLINK_CONF_DIR=${FLINK_CONF_DIR:-$home/conf}
export FLINK_LIB_DIR=$home/lib
export FLINK_PLUGINS_DIR=$home/plugins

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
class_path=$(find "$FLINK_LIB_DIR" -name '*.jar' | sort | paste -sd: -)

fail() {
  echo "$(basename "$0"): $1" >&2
  exit 2
}

# What Flink itself makes of its configuration, line by line.
flink_says() {
  local marker=BASH_JAVA_UTILS_EXEC_RESULT:
  "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$class_path" org.apache.flink.runtime.util.bash.BashJavaUtils "$@" --configDir "$FLINK_CONF_DIR" |
    sed -n "s/^$marker//p"
}

# configured KEY: its value, or nothing.
configured() {
  local value
  value=$(sed -n "s/^$1: //p" <<< "$configuration")
  if [[ $value == \"*\" || $value == \'*\' ]]; then
    value=${value#?}
    value=${value%?}
  fi
  echo "$value"
}

# log_file_of ROLE: the log of this process, LOG/ROLE-N/ROLE.log. Flink's web UI shows all files of a log's directory, so each
# process has one of its own: of the least N that no other running process holds, by LOG/ROLE-N.pid.
log_file_of() {
  local logs number=1
  logs=${FLINK_LOG_DIR:-$(configured env.log.dir)}
  logs=${logs:-$home/log}
  mkdir -p "$logs" && [[ -w $logs ]] || fail "cannot write to $logs; set FLINK_LOG_DIR, or env.log.dir in config.yaml"
  until take "$logs/$1-$number.pid"; do
    number=$((number + 1))
  done
  mkdir -p "$logs/$1-$number"
  echo "$logs/$1-$number/$1.log"
}

# take FILE: writes the id of this process, which by exec becomes Flink's, to a file that no other running process holds.
take() {
  local holder
  (set -o noclobber; echo $$ > "$1") 2> /dev/null && return
  holder=$(< "$1") || return
  [[ -z $holder || $holder == $$ ]] || ! kill -0 "$holder" 2> /dev/null || return
  echo $$ > "$1"
}

# options_of ROLE: the options that Flink's configuration gives the JVM of a role.
options_of() {
  local key
  for key in default-opts.all opts.all "default-opts.$1" "opts.$1"; do
    configured "env.java.$key"
  done | xargs
}

# run_in_foreground ROLE MEMORY MAIN ARGUMENT...: becomes the process.
run_in_foreground() {
  local role=$1 memory=$2 main=$3 configuration heap settings options log
  shift 3
  [[ ${1:-} == start-foreground ]] || fail "usage: $(basename "$0") start-foreground [ARGUMENT]..."
  shift
  configuration=$(flink_says UPDATE_AND_GET_FLINK_CONFIGURATION -flatten)
  # The first line are the JVM's own options, the second the sizes that they were reckoned from.
  { read -r -a heap && read -r -a settings; } < <(flink_says "$memory") \
    || fail "$FLINK_CONF_DIR asks for memory that cannot be divided up; the reason stands above"
  read -r -a options <<< "$(options_of "$role")"
  log=$(log_file_of "$role")
  options+=("-Dlog.file=$log" "-Dlog4j.configurationFile=file:$FLINK_CONF_DIR/log4j-console.properties")
  exec "$java" "${heap[@]}" "${options[@]}" \
    -cp "$class_path" "$main" --configDir "$FLINK_CONF_DIR" "${settings[@]}" "$@"
}

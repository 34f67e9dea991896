# What the shell scripts share: where the project lies, messages, and errors that say what to do. Sourced, not run.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV="$ROOT/.venv"

if [[ -t 2 ]]; then bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'; else bold= red= plain=; fi

# Say what is being done. Goes to the error stream, so that results alone are on the output.
say() { printf '%s\n' "${bold}== $*${plain}" >&2; }

# End with the given exit status and a message: what went wrong, then what to do.
fail() {
  local status=$1
  shift
  printf '%s\n' "${red}error:${plain} $1" >&2
  shift
  local line
  for line in "$@"; do printf '       %s\n' "$line" >&2; done
  exit "$status"
}

# The megabytes free where the given path lies (or will lie).
free_megabytes() {
  local path=$1
  while [[ ! -e $path ]]; do path=$(dirname "$path"); done
  df -Pm "$path" | awk 'NR == 2 { print $4 }'
}

# End unless that many megabytes are free at a path, before a step is begun that would fill the disk.
need_space() {
  local path=$1 megabytes=$2 what=$3 free
  free=$(free_megabytes "$path")
  if ((free < megabytes)); then
    fail 4 "the disk is too full to $what: $free MB are free at $path, about $megabytes MB are needed." \
      "Free some space and run the command again; what is done is kept."
  fi
}

# End with the reason, as well as it can be told, after a step has failed.
step_failed() {
  local step=$1 log=$2 last
  mapfile -t last < <(tail -n 12 "$log")
  if grep -qiE 'no space left on device|disk quota exceeded' "$log" ||
    (($(free_megabytes "$ROOT") < 20)) || (($(free_megabytes /tmp) < 20)); then
    fail 4 "$step failed because the disk is full." "Free some space and run the command again; what is done is kept."
  fi
  local unreachable='temporary failure (in name resolution|resolving)|could not resolve|failed to establish a new connection|network is unreachable|connection (timed out|refused)|could not connect|cannot initiate the connection|unable to connect|name or service not known|max retries exceeded|failed to fetch|read timed out|NewConnectionError|ProxyError'
  if grep -qiE "$unreachable" "$log"; then
    mapfile -t last < <(grep -iE "$unreachable" "$log" | tail -n 3)
    fail 5 "$step failed because the network could not be reached." \
      "Check the connection (and http_proxy and https_proxy, where a proxy is needed) and run the command again." \
      "It was said:" "${last[@]}"
  fi
  fail 3 "$step failed; the last lines were:" "${last[@]}" "All of it: $log"
}

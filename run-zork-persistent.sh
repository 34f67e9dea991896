#!/usr/bin/env bash
# Plays a Z-machine game on the simulated card: sets the environment up, builds what is missing, passes its arguments on.
exec "$(dirname "${BASH_SOURCE[0]}")/zork/run-zork-persistent.sh" "$@"

#!/usr/bin/env bash
# Sets up the environment of zork_persistent.py (Debian's and Python's packages, the build) and passes its arguments on.
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/common.sh"

# What they say and read is not the game's.
"$ROOT/scripts/setup" </dev/null >&2
"$ROOT/scripts/build" release _zork_tt TenonCoreCompiler TenonZorkStory </dev/null >&2
export PYTHONPATH="$ROOT/build/release/python_packages${PYTHONPATH:+:$PYTHONPATH}"
exec "$VENV/bin/python" "$ROOT/zork/zork_persistent.py" "$@"

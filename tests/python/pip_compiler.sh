#!/usr/bin/env bash
# ccache for what pip builds. pip gives it packages in a folder of another name each time; the compiler is told the same
# packages of the environment PACKAGES, so that it finds what it made for other builds.
given=/*/pip-build-env-????????/overlay
exec ccache "${@/#$given/$PACKAGES}"

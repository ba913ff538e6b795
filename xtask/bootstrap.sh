#!/bin/sh
# Makes sure that cargo and a C compiler are there: everything else is `cargo xtask`.
set -eu

missing=
command -v cargo >/dev/null || missing="$missing cargo-web rustc-web"
command -v cc >/dev/null || missing="$missing gcc libc6-dev"
[ -n "$missing" ] || exit 0

if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "==> Installing$missing"
    apt-get update -qq >/dev/null
    # shellcheck disable=SC2086 # a list of packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "error: Rust 1.88 or newer (https://rustup.rs) and a C compiler are needed; install them and try again" >&2
    exit 1
fi

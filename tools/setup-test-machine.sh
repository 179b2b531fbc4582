#!/usr/bin/env bash
# Debian packages that some tests need (a browser, servers). Without root or apt it says so; those tests are then skipped by name.
set -euo pipefail
packages=(chromium postgresql nginx-light openssl systemd)
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  missing=()
  for package in "${packages[@]}"; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
  if [ "${#missing[@]}" -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  fi
  echo "Test packages present: ${packages[*]}"
else
  echo "Not root on a Debian machine: tests that need ${packages[*]} are skipped, and say so."
fi

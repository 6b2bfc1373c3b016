# shellcheck shell=bash disable=SC2034  # names are shared between these files
# What only the tests need: a browser with its driver, Apache httpd and other servers, Python, npm packages.

# The places where Chromium and Chrome are usually found; CHROMIUM=… names another.
browser_candidates() {
  local name
  [ -z "${CHROMIUM:-}" ] || echo "$CHROMIUM"
  for name in chromium chromium-browser google-chrome google-chrome-stable; do PATH=$USER_PATH command -v "$name" || true; done
  for name in "Google Chrome" Chromium; do
    [ ! -x "/Applications/$name.app/Contents/MacOS/$name" ] || echo "/Applications/$name.app/Contents/MacOS/$name"
  done
}
driver_candidates() {
  [ -z "${CHROMEDRIVER:-}" ] || echo "$CHROMEDRIVER"
  PATH=$USER_PATH command -v chromedriver || true
}
major() { local version; version=$(first_number "$("$1" --version 2>/dev/null)") && echo "${version%%.*}"; }

# A browser and a driver of the same major version.
have_browser() {
  local browser driver
  while IFS= read -r driver; do
    while IFS= read -r browser; do
      if [ -n "$(major "$browser")" ] && [ "$(major "$browser")" = "$(major "$driver")" ]; then
        BROWSER_FOUND=$browser DRIVER_FOUND=$driver
        return
      fi
    done < <(browser_candidates)
  done < <(driver_candidates)
  return 1
}
# shellcheck disable=SC2046  # a list of packages
install_browser() { apt_install $(packages_of browser); }

# The package apache2-bin and not apache2, which would start a service.
have_apache() { PATH=$PATH:/usr/sbin command -v apache2 >/dev/null || PATH=$PATH:/usr/sbin command -v httpd >/dev/null; }
# shellcheck disable=SC2046  # a list of packages
install_apache() { apt_install $(packages_of apache); }

have_python() { python3 -c 'import venv, ensurepip' 2>/dev/null; }
# shellcheck disable=SC2046  # a list of packages
install_python() { apt_install $(packages_of python); }

have_wget() { command -v wget >/dev/null; }
# shellcheck disable=SC2046  # a list of packages
install_wget() { apt_install $(packages_of wget); }

have_downloaders() { command -v curl && command -v aria2c && command -v rclone && command -v lftp && command -v zsh && command -v busybox; } >/dev/null
# shellcheck disable=SC2046  # a list of packages
install_downloaders() { apt_install $(packages_of downloaders); }

have_variants() { command -v tabix && command -v bgzip && command -v bcftools; } >/dev/null
# shellcheck disable=SC2046  # a list of packages
install_variants() { apt_install $(packages_of variants); }

# What scripts/fetch-test-clients brings; ascp exists for Linux on x86-64 only.
have_clients() {
  [ -f "$TOOLS/python/.installed" ] && { [ -x "$TOOLS/ascp/ascp" ] || [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]; }
}
install_clients() { run_logged test-clients scripts/fetch-test-clients || fail "the real clients could not be fetched."; }

# What scripts/fetch-test-servers brings; nginx, lighttpd and Caddy on Debian only.
have_servers() { [ -f "$TOOLS/python/.servers" ] && { [ -f "$TOOLS/servers/.installed" ] || ! is_debian; }; }
install_servers() { run_logged test-servers scripts/fetch-test-servers || fail "the real web servers could not be fetched."; }

# What scripts/fetch-test-engines brings; Slurm on Debian only.
have_engines() { [ -f "$TOOLS/engines/.installed" ] && { [ -f "$TOOLS/slurm/.installed" ] || ! is_debian; }; }
install_engines() { run_logged test-engines scripts/fetch-test-engines || fail "the real engines could not be fetched."; }

# Only where it installs by itself: elsewhere the checks of scripts for cmd are left out.
have_windows() { { command -v wine && command -v x86_64-w64-mingw32-gcc; } >/dev/null || ! is_debian; }
# shellcheck disable=SC2046  # a list of packages
install_windows() { apt_install $(packages_of windows); }

have_e2e() { npm_fresh tests/e2e; }
install_e2e() { npm_install tests/e2e; }

# The options that wasm-bindgen-test-runner gives to the browser. A sandbox is not possible as root or in most containers.
write_webdriver_json() {
  local sandbox=
  if [ "$(id -u)" -eq 0 ] || [ "${CI:-}" = true ]; then sandbox='"--no-sandbox", '; fi
  cat >"$TOOLS/webdriver.json" <<JSON
{
  "goog:chromeOptions": {
    "binary": "$BROWSER_FOUND",
    "args": [
      ${sandbox}"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"
    ]
  }
}
JSON
}

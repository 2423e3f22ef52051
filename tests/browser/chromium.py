"""Where the browser is, and the words it is started with."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
WORDS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find(environ):
    """The path of a Chromium, or None. `CHROMIUM` names one; else it is looked for."""
    if named := environ.get("CHROMIUM"):
        return shutil.which(named)
    found = (shutil.which(name, path=environ.get("PATH", "")) for name in NAMES)
    return next((path for path in found if path), ON_MACOS if os.path.exists(ON_MACOS) else None)

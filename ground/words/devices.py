"""Devices, places on the network and waiting, in words."""

import math
import re
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# The first that is found names it: others call themselves by the names below theirs, too.
BROWSERS: Final = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Vivaldi", r"Vivaldi/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Version/[\d.]+ .*Safari/"),
)
SYSTEMS: Final = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("macOS", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
)
BETWEEN: Final = " / "


def device_of(agent: str) -> str:
    """Browser and system that a User-Agent names, as they are kept: `Firefox / Linux`; empty where it names neither."""
    agent = agent[:400]
    found = (next((name for name, sign in kinds if re.search(sign, agent)), "") for kinds in (BROWSERS, SYSTEMS))
    return BETWEEN.join(name for name in found if name)


def device_in_words(device: str) -> str:
    browser, _between, system = device.partition(BETWEEN)
    if not browser:
        return _("A device that does not say what it is")
    if not system:
        return browser
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}


def shortened(address: str) -> str:
    """A place on the network as it is kept for longer: no longer that of one household (RFC 6973, section 6.1.2)."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ip_network(f"{known}/{24 if known.version == 4 else 48}", strict=False))


def wait_in_words(wait: timedelta) -> str:
    seconds = math.ceil(wait.total_seconds())
    if seconds < 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = math.ceil(seconds / 60)
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}

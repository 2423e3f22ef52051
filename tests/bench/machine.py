"""What was measured on, and on which core what runs."""

import os
import platform
import re
import subprocess
from importlib.metadata import version

PACKAGES = ("django", "channels", "daphne", "uvicorn", "websockets", "redis")

TOOLS = {"node": ("node", "--version"), "nginx": ("nginx", "-v"), "redis-server": ("redis-server", "--version")}


def figures():
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "system": platform.platform(),
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
        **{name: said for name, words in TOOLS.items() if (said := _version_of(*words))},
    }


def said():
    return " · ".join(f"{name} {value}" for name, value in figures().items())


def pin(*cores):
    """Keep this process, and those it starts from now on, on these cores. Where there is one core, nothing is kept."""
    there = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {there[core % len(there)] for core in cores})


def _processor():
    with open("/proc/cpuinfo") as lines:
        return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _version_of(*words):
    """What a program says of itself; nothing where it is not there."""
    try:
        told = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    found = re.search(r"\d+(\.\d+)+", told.stdout + told.stderr)
    return found[0] if found else ""

"""Processes that must not outlive the one that started them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

PR_SET_PDEATHSIG = 1
# Loaded before any fork: the child may do next to nothing before it becomes another program.
_libc = ctypes.CDLL(None)


def start(
    command: Sequence[str],
    *,
    environ: Mapping[str, str],
    keep: Sequence[int] = (),
    quiet: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own, so that Ctrl-C in a terminal reaches only its parent.

    `keep` are the file descriptors that it inherits.
    """
    out = subprocess.DEVNULL if quiet else None
    return subprocess.Popen(
        command,
        env=dict(environ),
        pass_fds=keep,
        stdin=subprocess.DEVNULL,
        stdout=out,
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )


def stop(process: subprocess.Popen[bytes], *, patience: float) -> None:
    """Ask a child to end, wait `patience` seconds, then end its whole group."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    sweep(process)


def sweep(process: subprocess.Popen[bytes]) -> None:
    """End whatever is left of a child's group: a killed parent leaves its own children behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _die_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

"""Looking at the processes of this machine, and at the printed lines of one."""

import os
import queue
import subprocess
import threading
import time
from pathlib import Path


def descendants(pid):
    """The ids of all processes below one, however deep."""
    parents = _parents()
    found, layer = set(), {pid}
    while layer := {child for child, parent in parents.items() if parent in layer}:
        found |= layer
    return found


def alive(pids):
    parents = _parents()
    return {pid for pid in pids if pid in parents}


def command_line(pid):
    words = Path(f"/proc/{pid}/cmdline")
    if words.exists():
        return words.read_text().replace("\0", " ")
    return subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout


class Lines:
    """What a process prints, line by line, as it comes."""

    def __init__(self, process):
        self.seen = []
        self.coming = queue.Queue()
        threading.Thread(target=self._read, args=(process.stdout,), daemon=True).start()

    def up_to(self, words, *, patience=180):
        end = time.monotonic() + patience
        while True:
            try:
                line = self.coming.get(timeout=max(end - time.monotonic(), 0.01))
            except queue.Empty:
                raise AssertionError(f"{words!r} was not said in:\n{''.join(self.seen)}") from None
            if line is None:
                raise AssertionError(f"it ended without saying {words!r}:\n{''.join(self.seen)}")
            self.seen.append(line)
            if words in line:
                return line

    def _read(self, stream):
        with stream:
            for line in stream:
                self.coming.put(line)
        self.coming.put(None)


def _parents():
    """Each living process and its parent. A zombie, dead but not yet asked after, does not count."""
    if not Path("/proc/self/stat").exists():
        rows = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True)
        split = [row.split() for row in rows.stdout.splitlines()]
        return {int(pid): int(parent) for pid, parent, state in split if not state.startswith("Z")}
    found = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            state, parent = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            found[int(name)] = int(parent)
    return found

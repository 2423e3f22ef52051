"""What stands behind `bin/kontor`: it makes the environment that everything else runs in, so it uses Python alone."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

"""pretalx's settings, without what npm would build: addresses of scripts stand in its pages all the same."""

from pretalx.settings import *  # noqa: F403  # type: ignore[import-not-found]  # of pretalx's own Python

VITE_DEV_MODE = True

"""Kontor's web server with every event in a frame of its own: `python -m tests.bench.one_by_one --fd N`.

So the cost of a frame can be compared with servers that know no arrays. Nobody serves it like this.
"""

import config.asgi  # noqa: F401  (Django is set up by it, before any model is read)
from config.serve import web
from realtime.delivery import rendering

rendering.FRAME_BYTES = 1

if __name__ == "__main__":
    web.main()

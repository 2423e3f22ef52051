"""How large the tests are: sized to fit the suite, or larger by `KONTOR_TESTS`.

`wide`: every role's objects, and every page at all looks; what the continuous integration asks for.
`full`: that, and servers and workers that are killed as often as the guarantees say (`make guarantees`).
"""

import os

SIZE = os.environ.get("KONTOR_TESTS", "")
BROAD = SIZE in ("wide", "full")
FULL = SIZE == "full"

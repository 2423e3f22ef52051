"""How large the tests are: sized to fit the suite, or, with `KONTOR_TESTS=full` (`make guarantees`), at full size."""

import os

FULL = os.environ.get("KONTOR_TESTS") == "full"

"""Running the same thing from many threads at once, each with its own connection."""

import threading

from django.core.exceptions import ValidationError
from django.db import connection


def race(*acts):
    """Start all together; gives what each returned, or the code it was refused with."""
    results, gate = [None] * len(acts), threading.Barrier(len(acts))

    def run(number, act):
        gate.wait()
        try:
            results[number] = act()
        except ValidationError as error:
            results[number] = _code(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _code(error):
    if hasattr(error, "error_dict"):
        error = next(iter(error.error_dict.values()))[0]
    return error.code

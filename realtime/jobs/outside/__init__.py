"""Outside work: what waits for the world (mail, HTTP, PDF, pictures, scans, payment), and therefore for no transaction.

A *kind* says how long an attempt may take, how often it is tried, how soon again, and what goes first. A job of it is
a row, written in the transaction of its cause. A thread of the pool claims it by a lease, works without a transaction,
and writes what came of it in a short one, which a fencing token closes to whoever has lost the job to another. What
failed too often is a dead letter: staff read why, try it again or discard it.

It is done at least once: each function is given the job's key, by which the other side may know what it has had.
"""

from realtime.jobs.outside.adding import defer
from realtime.jobs.outside.kinds import Priority, Result, Work, kind, on

__all__ = ["Priority", "Result", "Work", "defer", "kind", "on"]

"""What the guarantees are tried in: servers that die at a chosen step, clients that keep a log, the judge of logs."""

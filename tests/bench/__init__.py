"""Benchmarks: real servers on loopback, ratios against baselines measured in the same run. They pass or fail nothing.

make bench                        all parts
bin/kontor bench live --sockets 100 1000
bin/kontor bench pages
"""

"""Benchmarks: how fast the portal does what people wait for, each beside its floor from the same run."""

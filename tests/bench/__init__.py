"""Benchmarks: `make bench-NAME`, one package for each, one module for each row of its report."""

"""Benches: Unveil beside its peers, in one run on one machine, interleaved."""

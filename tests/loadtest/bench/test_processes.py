"""What /proc says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from loadtest.bench.processes import Stat, cpu_s, memory_bytes, parse_memory_bytes, parse_stat, process_tree

needs_proc = pytest.mark.skipif(not os.path.exists("/proc/self/smaps_rollup"), reason="needs Linux's /proc")


def test_stat_is_read_behind_a_name_that_has_anything_in_it() -> None:
    text = "42 (a) b (c) R 1 42 42 0 -1 4194304 100 0 0 0 250 50 30 20 20 0 1 0 12345 1000 200"
    assert parse_stat(text, ticks_per_s=100) == Stat(own_s=3.0, reaped_s=0.5)


def test_memory_is_what_holds_data_in_bytes() -> None:
    text = "7ffc [rollup]\nRss:  1704 kB\nPss:   390 kB\nPss_Anon:  116 kB\nPss_File:  270 kB\nPss_Shmem:   4 kB\n"
    assert parse_memory_bytes(text) == 120 * 1024
    with pytest.raises(ValueError, match="Pss_Anon"):
        parse_memory_bytes("Rss: 3 kB\n")


@needs_proc
def test_tree_holds_grandchildren_and_counts_what_they_compute() -> None:
    burn = "sum(range(10**6))\nprint(flush=True)\ninput()"
    parent = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {burn!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        (child,) = set(process_tree([process.pid])) - {process.pid}
        assert cpu_s([process.pid]) > cpu_s([child]) > 0
        assert memory_bytes([process.pid]) > memory_bytes([child]) > 1_000_000
        process.communicate("\n")
    assert process_tree([process.pid]) == []


@needs_proc
def test_children_that_ended_stay_counted() -> None:
    script = (
        "import subprocess, sys\n"
        "subprocess.run([sys.executable, '-c', 'sum(range(2 * 10**7))'])\n"
        "print(flush=True)\ninput()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        own_s = parse_stat(Path(f"/proc/{process.pid}/stat").read_text()).own_s
        assert cpu_s([process.pid]) > own_s + 0.1
        process.communicate("\n")

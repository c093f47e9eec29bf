"""Gauges and counters of the realtime plane, on /metrics. Every queue has one."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

connections = Gauge("live_connections", "Open connections on this edge.")
feeds = Gauge("live_feeds", "Topics that this edge follows.")
bus_up = Gauge("live_bus_up", "1 while the bus delivers, 0 while facts come from the log.")
bus_publish_failures = Counter("live_bus_publish_failures", "Messages that could not be handed to the bus.")
queued_bytes = Gauge("live_mailbox_bytes", "Bytes waiting in the mailboxes of all connections.")
frames_conflated = Counter("live_frames_conflated", "Value frames left out for a reader behind, healed by rev.")
frames_skipped = Counter("live_frames_skipped", "Fact frames left out for a reader behind, healed by offset.")
pulses_dropped = Counter("live_pulses_dropped", "Ephemeral frames dropped for a reader behind.")
closed = Counter("live_closed", "Connections closed by this edge.", ["code"])
joined = Counter("live_joined", "How a follower got its state.", ["by"])
commands = Counter("live_commands", "Commands by outcome.", ["name", "outcome"])
commit_queue = Gauge("live_commit_queue", "Commands waiting for their group commit.", ["name"])
commit_size = Histogram(
    "live_commit_size", "Commands in a group commit.", ["name"], buckets=(1, 3, 10, 30, 100, 300, 1000)
)
log_reads = Counter("live_log_reads", "Reads of the fact log by this edge.", ["why"])

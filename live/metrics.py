"""Gauges and counters of the realtime plane, on /metrics. Every queue has one."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

connections = Gauge("live_connections", "Open connections on this edge.")
feeds = Gauge("live_feeds", "Topics that this edge follows.")
bus_up = Gauge("live_bus_up", "1 while the bus delivers, 0 while facts come from the log.")
bus_publish_failures = Counter("live_bus_publish_failures", "Messages that could not be handed to the bus.")
queued_bytes = Gauge("live_mailbox_bytes", "Bytes waiting for readers that are behind.")
frames_conflated = Counter("live_frames_conflated", "Value frames left out for a reader behind, healed by rev.")
frames_skipped = Counter("live_frames_skipped", "Fact frames left out for a reader behind, healed by offset.")
pulses_dropped = Counter("live_pulses_dropped", "Ephemeral frames dropped for a reader behind.")
closed = Counter("live_closed", "Connections closed by this edge.", ["code"])
joined = Counter("live_joined", "How a follower got its state.", ["by"])
# Found once: each look-up of a labelled child takes longer than what it counts.
joined_by_ring, joined_by_log, joined_by_snapshot = (joined.labels(by) for by in ("ring", "log", "snapshot"))
commands = Counter("live_commands", "Commands by outcome.", ["name", "outcome"])
command_seconds = Histogram(
    "live_command_seconds",
    "From a command's frame to its answer, which comes after the commit.",
    ["name"],
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0),
)
commit_queue = Gauge("live_commit_queue", "Commands waiting for their group commit.", ["name"])
commit_size = Histogram(
    "live_commit_size", "Commands in a group commit.", ["name"], buckets=(1, 3, 10, 30, 100, 300, 1000)
)
commit_wait = Gauge(
    "live_commit_wait_seconds", "How long the crowd's commands wait for their commit: the worst of late, fading."
)
log_reads = Counter("live_log_reads", "Reads of the fact log by this edge.", ["why"])
frames_sent = Counter("live_frames_sent", "Frames written to the members of crowds.")
frame_bytes = Counter("live_frame_bytes", "Bytes of the frames sent to crowds.")
tick_seconds = Gauge("live_tick_seconds", "How long the audience's news wait to share a frame, now (0: not at all).")
loop_lag = Gauge("live_loop_lag_seconds", "How late the event loop comes: the worst of late, fading.")
loop_late = Histogram(
    "live_loop_late_seconds",
    "How late the event loop came, sampled ten times a second.",
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0),
)
readers_behind = Gauge("live_readers_behind", "Connections that are left out until they have read what waits for them.")
refused = Counter("live_refused", "Sockets that were not taken in.", ["code"])
revoked = Counter("live_revoked", "Sockets closed because their ticket was revoked.")
requests_waiting = Gauge("live_requests_waiting", "Requests that wait for their turn in Django.")
requests_refused = Counter("live_requests_refused", "Requests answered 503, since too many waited already.")

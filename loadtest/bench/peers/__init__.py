"""Who is measured."""

from __future__ import annotations

from loadtest.bench.peers.channels import StockChannels
from loadtest.bench.peers.nchan import Nchan
from loadtest.bench.peers.node import NodeWs
from loadtest.bench.peers.peer import Peer
from loadtest.bench.peers.unveil import Unveil

PEERS: dict[str, Peer] = {
    peer.name: peer
    for peer in (
        Unveil("unveil", "frame path", environment={"UNVEIL_FRAME_PATH": "1"}),
        Unveil("unveil-send", "plain send on uvicorn", environment={"UNVEIL_FRAME_PATH": "0"}, most_joins_per_s=500),
        Unveil(
            "unveil-daphne", "plain send on Daphne", on_daphne=True, most_deliveries_per_s=4_000, most_joins_per_s=300
        ),
        Nchan(),
        NodeWs("node", "node ws, send() for each", is_prepared=False),
        NodeWs("node-prepared", "node ws, one frame for all", is_prepared=True),
        StockChannels("channels", "group_send over channels_redis", layer="channels_redis.core.RedisChannelLayer"),
        StockChannels(
            "channels-pubsub",
            "group_send over channels_redis pub/sub",
            layer="channels_redis.pubsub.RedisPubSubChannelLayer",
        ),
    )
}

"""What a cluster consists of, and where it listens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from control_room.launcher.checks import NotPossible

_HIGHEST_PORT = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`port` is nginx's, the only one that people use. The others follow from it, so that a restart finds them again.

    They are not left to the system: it would choose among the ports of outgoing connections, and an edge that is
    started again could find its own taken by a viewer.
    """

    data_dir: Path
    port: int
    edge_count: int = 2
    has_stream: bool = True
    restarts_edges: bool = True
    drain_window_s: float = 8.0
    max_connections: int = 18_000
    database_connections: int = 20

    def __post_init__(self) -> None:
        if self.edge_count < 1:
            raise NotPossible(f"expected one edge or more, got {self.edge_count}; try --edges 2")
        highest = max(self.ports.values())
        if self.port < 1 or highest > _HIGHEST_PORT:
            raise NotPossible(f"expected ports from 1 to {_HIGHEST_PORT}, got up to {highest}; try PORT=8080")

    @property
    def web_port(self) -> int:
        """Pages, and the stream's origin."""
        return self.port + 1

    @property
    def redis_port(self) -> int:
        """The bus."""
        return self.port + 2

    @property
    def postgres_port(self) -> int:
        """The database."""
        return self.port + 3

    @property
    def edges(self) -> dict[str, int]:
        """The port of each edge by its name."""
        return {f"edge-{number}": self.port + 9 + number for number in range(1, self.edge_count + 1)}

    @property
    def ports(self) -> dict[str, int]:
        """The port of each part that listens, by its name."""
        return {
            "postgres": self.postgres_port,
            "redis": self.redis_port,
            "web": self.web_port,
            **self.edges,
            "nginx": self.port,
        }

    @property
    def address(self) -> str:
        """Where people go."""
        return f"http://localhost:{self.port}"

    def folders(self) -> Iterator[Path]:
        """Yield the folders that must be there."""
        for name in ("redis", "nginx", "run", "log"):
            yield self.data_dir / name

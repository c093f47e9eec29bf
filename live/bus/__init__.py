"""The bus carries encoded bytes between processes. It may lose them: the fact log is the truth."""

from live.bus.base import Bus, Message
from live.bus.selection import current_bus, publish, use_bus

__all__ = ["Bus", "Message", "current_bus", "publish", "use_bus"]

"""The typing tool: the fewest fields that tell a customer's segment."""

from satsuma.discover.typing.selecting import find_typing_tool

__all__ = ["find_typing_tool"]

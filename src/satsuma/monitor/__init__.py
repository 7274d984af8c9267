"""What changed: who entered and left, since when members are in."""

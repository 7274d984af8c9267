"""How many segments, and are they real: every number of groups by several algorithms, judged against data without groups."""

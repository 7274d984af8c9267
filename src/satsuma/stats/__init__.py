"""Numbers in, numbers out: intervals, effect sizes, agreement and stability."""

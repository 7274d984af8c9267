"""Numbers in, numbers out: intervals and effect sizes."""

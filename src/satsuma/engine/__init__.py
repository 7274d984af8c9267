"""Many conditions over many customers, fast."""

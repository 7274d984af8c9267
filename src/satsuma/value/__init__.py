"""What customers are worth: RFM scores as rules."""

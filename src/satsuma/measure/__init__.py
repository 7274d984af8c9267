"""Variables, their catalogue and suggestions; segment templates; coverage per family."""

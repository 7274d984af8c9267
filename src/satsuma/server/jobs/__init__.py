"""Long work in child processes of the server: queued, told about, cancelled, remembered."""

"""Memberships leave for the tools that act: files in the columns those tools expect."""

"""Engines: who answers requests, and what stands around them (the journal, the account)."""

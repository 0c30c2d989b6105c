"""The generic engine: definitions in, filings, checks and charts out. It knows no form by name."""

"""The store's tests run on both databases."""

from tests.databases import database, database_url, empty_database, postgres_url, sqlite_database

__all__ = ["database", "database_url", "empty_database", "postgres_url", "sqlite_database"]

"""The definitions that come with the product, proved by worked examples."""

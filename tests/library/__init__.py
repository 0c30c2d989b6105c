"""Published versions: frozen, compared, counted."""

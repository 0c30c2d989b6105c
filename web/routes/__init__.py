"""One file per family of screens; each brings a `router`, and a `MENU` if it stands in the header."""

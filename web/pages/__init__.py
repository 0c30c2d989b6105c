"""The contexts of the pages: frozen dataclasses that say what each template reads."""

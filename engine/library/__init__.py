"""Published form versions, frozen by content, and their compiled programs."""

from engine.library.programs import NoSuchForm, Programs
from engine.library.publishing import Published, current_version, forms_for, publish, publish_folder

__all__ = ["NoSuchForm", "Programs", "Published", "current_version", "forms_for", "publish", "publish_folder"]

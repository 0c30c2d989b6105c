"""Published form versions, frozen by content with their lists, and their compiled programs."""

from engine.library.programs import Programs
from engine.library.publishing import Published, forms_for, publish, publish_folder
from engine.library.versions import NoSuchForm, current_version

__all__ = ["NoSuchForm", "Programs", "Published", "current_version", "forms_for", "publish", "publish_folder"]

"""Accessibility, judged by axe in the page itself: what is serious or critical fails, in readable words."""

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

ROOT: Final = Path(__file__).parents[2]
SCRIPT: Final = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN: Final = """async tags => {
  const floats = element => ["sticky", "fixed"].includes(getComputedStyle(element).position);
  const floating = [...document.querySelectorAll("body *:not(dialog)")].filter(floats);
  floating.forEach(element => { element.style.position = "static"; });
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  floating.forEach(element => { element.style.position = ""; });
  return found.violations;
}"""
"""A bar that stays in view while one scrolls is put in its place: what it covers just now is no fault."""
SEVERE: Final = ("serious", "critical")
TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def faults(page: Page) -> str:
    """Return what axe finds serious on the page: each rule, its help and the elements; '' for nothing."""
    # evaluated by the browser's debugger, which no content policy stands against
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(RUN, list(TAGS))
    return "\n".join(_told(fault) for fault in found if fault["impact"] in SEVERE)


def assert_accessible(page: Page) -> None:
    """Fail with axe's words when the page has a serious fault."""
    told = faults(page)
    assert not told, f"axe on {page.url}:\n{told}"


def _told(fault: dict[str, Any]) -> str:
    places = (f"\n    {node['target']}: {node['html'][:160]}" for node in fault["nodes"][:5])
    return f"  {fault['impact']} {fault['id']}: {fault['help']}{''.join(places)}"

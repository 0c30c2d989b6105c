"""Browsers for the journeys: Debian's Chromium by Playwright, on a desk, on a phone, without scripts.

Every page that ends with an error in its console fails its test: a policy that blocks a script or a
style is such an error.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser import county as serving
from tests.browser.county import MID_MARCH, County

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
PATIENCE = 15_000
"""Milliseconds that one waits for what must come, on a machine that is busy with other tests."""
EXPECTED = (
    "the server responded with a status of 4",
    "Response Status Error Code 4",
    "net::ERR_INTERNET_DISCONNECTED",
    "htmx:sendError",
    "htmx:afterRequest",
    "htmx:sendAbort",
    'violates the following Content Security Policy directive: "frame-ancestors',
)
"""What a console may say: a refused value, an ended session and a frame that may not be are answers, a lost
net is no fault of ours."""


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Yield a maker of pages, each with cookies of its own; keywords are those of a browser context."""
    expect.set_options(timeout=PATIENCE)
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(known in message.text for known in EXPECTED):
            said.append(f"{message.location.get('url', '')}: {message.text}")

    def make(**options: object) -> Page:
        context = browser.new_context(**{"locale": "zh-CN", "viewport": DESK, **options})  # type: ignore[arg-type]  # as given
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", note)
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not said, "the console says:\n" + "\n".join(said)


@pytest.fixture
def desk(new_page: Callable[..., Page]) -> Page:
    """Return a page on a desk."""
    return new_page()


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """Return a page on a phone 360 pixels wide, with touch."""
    return new_page(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)


@pytest.fixture
def no_script(new_page: Callable[..., Page]) -> Page:
    """Return a page in a browser whose JavaScript is off."""
    return new_page(java_script_enabled=False)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """Yield the one county that the tests of this process share."""
    with serving.county(tmp_path_factory.mktemp("county")) as found:
        yield found


@pytest.fixture
def county(served: County) -> County:
    """Return the county at the tests' present."""
    served.clock.now = MID_MARCH
    return served

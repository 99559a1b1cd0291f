"""Debian's Chromium: where it is, how it is started, how a page is opened in it."""

import shutil

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: The widths at which the report is looked at, in pixels.
WIDTHS = {"desktop": 1280, "phone": 390}


def opened_in(page, path):
    """Open a file in a tab; ``asked`` and ``complaints`` keep what the page asks for and complains of."""
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda told: page.complaints.append(told.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    return page

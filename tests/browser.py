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
#: For each sign of an element's text: the sign, its left edge, its line.
DRAWN = """one => {
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), signs = [];
    while (walker.nextNode()) {
        const node = walker.currentNode;
        for (let i = 0; i < node.length; i++) {
            const range = document.createRange();
            range.setStart(node, i); range.setEnd(node, i + 1);
            const box = range.getClientRects()[0];
            if (box && box.width && node.data[i].trim()) signs.push([node.data[i], box.left, box.top]);
        }
    }
    return signs;
}"""


def watched(tab):
    """Let a tab keep what its page asks for (``asked``) and what it complains of (``complaints``)."""
    tab.asked, tab.complaints = [], []
    tab.on("request", lambda request: tab.asked.append(request.url))
    tab.on("console", lambda told: tab.complaints.append(told.text))
    tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
    return tab


def opened_in(page, path):
    """Open a file in a tab that is watched, also one that shows the file already: it is read anew."""
    page.asked.clear()
    page.complaints.clear()
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    return page

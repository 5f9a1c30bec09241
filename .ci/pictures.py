"""Pictures of the finished pages for README and docs: python .ci/pictures.py outputs/03354

Writes docs/bild-<page>-<device>.jpg, each below 150 KB, that README and docs/Handbuch.md show, from a site that
`python run_all.py` has made. Needs Chromium and the test packages.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PAGES = {
    "start": "index.html",
    "bericht": "jugendhilfe.html",
    "steckbrief": "kennzahlen/*.html",
    "kurzfassung": "*kurz*.html",
    "ort": "sozialraum/*.html",
    "massnahmen": "massnahmen.html",
    "aenderungen": "aenderungen.html",
}
SCREENS = {"breit": (1280, 1000), "schmal": (390, 844)}
LARGEST = 150_000  # bytes
QUALITIES = (80, 70, 60, 50, 40)


def take(tab: Page, target: Path) -> int:
    """Write the picture of what the tab shows, in the best quality that is small enough; returns its size."""
    for quality in QUALITIES:
        picture = tab.screenshot(type="jpeg", quality=quality)
        if len(picture) < LARGEST:
            break
    target.write_bytes(picture)
    return len(picture)


def pictures(site: Path, folder: Path) -> None:
    """Take a picture of every page that the site has, into a folder."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, pattern in PAGES.items():
            page = next(iter(sorted(site.glob(pattern))), None)
            if page is None:
                print(f"{name}: this site has no {pattern}")
                continue
            for device, (width, height) in SCREENS.items():
                tab = browser.new_page(viewport={"width": width, "height": height})
                tab.goto(page.as_uri())
                target = folder / f"bild-{name}-{device}.jpg"
                print(f"{target.name}: {take(tab, target) // 1000} KB")
                tab.close()
        browser.close()


if __name__ == "__main__":
    pictures(Path(sys.argv[1]).resolve(), ROOT / "docs")

"""Makes the picture of the report for the README: `make screenshot`."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import corpuskit as ck

PRESS = Path(__file__).parent.parent / "examples" / "press"
ARTICLE = 3  # the one that a spinner has rewritten
MOST_BYTES = 300_000


def main(out: Path) -> None:
    """The five example articles through the preset, one of them open, a repair explained."""
    kit = ck.Pipeline.press()
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        results, page_file = Path(folder, "press"), Path(folder, "report.html")
        ck.write_results(kit.stream(ck.read(PRESS), on_error="collect"), results, kit)
        ck.write_report(results, page_file)
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
        page.goto(f"{page_file.as_uri()}#article/{ARTICLE}")
        repairs = page.locator(".cell.clean [tabindex], .cell.raw .change.repair[tabindex]")
        repairs.first.focus()
        out.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=out)
        browser.close()
    size = out.stat().st_size
    print(f"{out}: {size:,} bytes")
    if size > MOST_BYTES:
        sys.exit(f"larger than {MOST_BYTES:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Makes docs/screenshots/ anew: `make screenshots`. A server of its own, with the seeded data in a folder of its own.

Pages are taken as readers meet them, on a desk's screen and on a phone, to the end of what one looks at first; briefs
sheet by sheet. Files have few colors, so that the repository stays small.
"""

import http.client
import io
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

PAGES = {
    "overview": "/",
    "guatemala": "/countries/GTM/",
    "mexico": "/countries/MEX/",
    "comparison": "/compare/?country=GTM&country=HND&country=SLV&country=MEX",
    "indicator": "/indicators/darien-daily-crossings/",
    "figure": "/figures/14/",
    "source": "/sources/cmms-update-april-2022/",
}
BRIEFS = {
    "brief-guatemala": "/countries/GTM.pdf?as_of=2022-05-03",
    "brief-costa-rica-es-a4": "/es/countries/CRI.pdf?as_of=2022-05-03&paper=a4",
}
# Width and most height, in pixels.
SCREENS = {"1280": (1280, 1400), "375": (375, 1400)}
COLORS = 128
# Under which briefs are taken, since an address stands on each sheet.
HOST = "throughline.example.org"
# Pixels an inch of paper has.
SHARPNESS = 80


@contextmanager
def server() -> Iterator[str]:
    """Where a server listens that ends with the block, and its data with it."""
    with tempfile.TemporaryDirectory() as var, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        unset = ("DATABASE_URL", "CACHE_URL", "SECRET_KEY")
        environment = {name: value for name, value in os.environ.items() if name not in unset}
        environment |= {"ENVIRONMENT": "development", "DEBUG": "true", "VAR_DIR": var}
        environment["ALLOWED_HOSTS"] = f"127.0.0.1,{HOST}"
        manage = [sys.executable, "manage.py"]
        for command in (("migrate", "--verbosity", "0"), ("seed",)):
            subprocess.run([*manage, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        process = subprocess.Popen(
            [*manage, "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(process, f"127.0.0.1:{port}")
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def wait_for(process: subprocess.Popen, address: str, seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            read(address, "/healthz")
        except OSError:
            time.sleep(0.3)
        else:
            return
    sys.exit(f"The server did not answer at {address} within {seconds} seconds.")


def read(address: str, path: str) -> bytes:
    connection = http.client.HTTPConnection(address)
    connection.request("GET", path, headers={"Host": HOST})
    content = connection.getresponse().read()
    connection.close()
    return content


def page_taken(browser: Browser, address: str, width: int, height: int) -> Image.Image:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    whole = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, whole)}
    taken = page.screenshot(clip=clip, full_page=True)
    page.close()
    return Image.open(io.BytesIO(taken))


def sheets_of(file: bytes) -> list[Image.Image]:
    """The pages of a PDF."""
    return [page.render(scale=SHARPNESS / 72).to_pil() for page in pypdfium2.PdfDocument(file)]


def save(name: str, image: Image.Image) -> None:
    path = FOLDER / f"{name}.png"
    few = image.convert("RGB").quantize(COLORS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {image.width} x {image.height}, {path.stat().st_size // 1024} kB")


def main() -> None:
    if not Path(CHROMIUM).exists():
        sys.exit(f"There is no Chromium at {CHROMIUM}. Install it, or name another: CHROMIUM=/path make screenshots")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, path in PAGES.items():
            for screen, size in SCREENS.items():
                save(f"{name}-{screen}", page_taken(browser, f"http://{address}{path}", *size))
        browser.close()
        for name, path in BRIEFS.items():
            for number, sheet in enumerate(sheets_of(read(address, path)), 1):
                save(f"{name}-{number}", sheet)


if __name__ == "__main__":
    main()

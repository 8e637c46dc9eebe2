"""A page as Chromium shows it, asked by a script: for what only a browser can tell."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

ANSWER = re.compile(r'<pre id="answer">(.*?)</pre>', re.DOTALL)


def ask(page: str, question: str, folder: Path, *, scripts: str = "", width: int | None = None) -> Any:
    """What the JavaScript expression `question` gives (a promise is waited for), in the page or in one of that width.

    It is asked once the page's fonts are there. `page` is HTML, `scripts` further JavaScript that is run before the question.
    """
    tell = (
        f"<script>{scripts}</script><script>"
        f"document.fonts.ready.then(() => {question}).then(answer => {{"
        "const pre = top.document.createElement('pre'); pre.id = 'answer';"
        "pre.textContent = JSON.stringify(answer); top.document.body.replaceChildren(pre); })</script></body>"
    )
    asked = page.replace("</body>", tell)
    if width is not None:
        asked = (
            f'<!DOCTYPE html><body><iframe width="{width}" height="800" srcdoc="{html.escape(asked)}"></iframe></body>'
        )
    file = folder / "page.html"
    file.write_text(asked, "utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=120000"]
    done = subprocess.run(
        [*command, f"--user-data-dir={folder / 'chromium'}", "--dump-dom", file.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    found = ANSWER.search(done.stdout)
    assert found, "the page gave no answer"
    return json.loads(html.unescape(found[1]))

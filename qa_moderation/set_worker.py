"""The script of the service worker with which the set's page comes up without a network."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

PREFIX = "set-shell:"
"""The names of what the worker keeps begin with it (frontend/set/worker/shell.ts)."""

_ENTRY = "qa_moderation/frontend/set/worker/worker.ts"

OFF = f"""// Switched off (UNVEIL_SET_WORKER): drops what a worker before it kept, and goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {{
  const names = (await caches.keys()).filter((name) => name.startsWith("{PREFIX}"));
  await Promise.all(names.map((name) => caches.delete(name)));
  await registration.unregister();
}})()));
"""


def worker_script(manifest_path: Path) -> str:
    """Return the worker of the front end's build, named by the build: another build is another script.

    `manifest_path` is Vite's manifest. Raises OSError and KeyError where the front end is not built.
    """
    manifest = manifest_path.read_bytes()
    script = (manifest_path.parent / json.loads(manifest)[_ENTRY]["file"]).read_text()
    return f'globalThis.UNVEIL_BUILD = "{sha256(manifest).hexdigest()[:12]}";\n{script}'

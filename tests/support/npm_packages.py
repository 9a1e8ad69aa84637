# SPDX-License-Identifier: Apache-2.0
"""npm packages for a test: what a committed package-lock.json names, in the build folder."""
import shutil
import subprocess
import sys

SKIPPED = 77  # the exit status that CTest shows as skipped


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def install(source, folder, *tools):
    """Installs into `folder` what `source`/package-lock.json names, once for each lock file. Skips
    the test where npm, node or one of the other tools is not there, or npm's registry."""
    for tool in ("npm", "node", *tools):
        if shutil.which(tool) is None:
            skip(f"{tool} is not installed")
    lock = (source / "package-lock.json").read_bytes()
    done = folder / "installed-lock.json"
    if done.exists() and done.read_bytes() == lock:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(source / name, folder)
    npm = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder,
                         capture_output=True, text=True, check=False)
    if npm.returncode != 0:
        skip(f"npm cannot install what {source / 'package.json'} names: {npm.stderr.strip()}")
    done.write_bytes(lock)

# SPDX-License-Identifier: Apache-2.0
"""CleanRoot: a folder with the files of the packages that a .deb depends on, theirs in turn, and
nothing else; dpkg's database there knows these and no others, so that dpkg itself judges whether
dependencies and versions are met, and the loader finds only what is depended upon."""
import os
import pathlib
import re
import shutil
import subprocess

STATUS = pathlib.Path("/var/lib/dpkg/status")
# Others need user namespaces for dpkg and chroot.
AS_ROOT = [] if os.geteuid() == 0 else ["unshare", "-r"]


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def stanzas():
    """The installed packages of this machine, by name, and by what they provide."""
    found = {}
    for stanza in STATUS.read_text().split("\n\n"):
        if "\nStatus: install ok installed" not in stanza:
            continue
        found[re.match(r"Package: (\S+)", stanza.lstrip())[1]] = stanza
    provided = {}
    for name, stanza in found.items():
        for virtual in names_of(field(stanza, "Provides")):
            provided.setdefault(virtual[0], name)
    return found, provided


def field(stanza, name):
    match = re.search(rf"^{name}: (.*)$", stanza, re.M)
    return match[1] if match else ""


def names_of(depends):
    """A list of alternatives for each dependency."""
    return [[re.match(r"[^\s:(]+", choice.strip())[0] for choice in entry.split("|")]
            for entry in depends.split(",") if entry.strip()]


def closure(depends):
    """The stanzas of all that the dependencies need, of what is installed here."""
    installed, provided = stanzas()
    wanted, chosen = names_of(depends), {}
    while wanted:
        choices = wanted.pop()
        name = next((c for c in choices if c in installed), None) or next(
            (provided[c] for c in choices if c in provided), None)
        if name is None:
            raise AssertionError(f"none of {choices} is installed: see sim/packages.txt")
        if name in chosen:
            continue
        chosen[name] = installed[name]
        for kind in ("Depends", "Pre-Depends"):
            wanted += names_of(field(installed[name], kind))
    return chosen


class CleanRoot:
    def __init__(self, folder, deb):
        self.root, self.deb = folder, deb
        self.packages = closure(run("dpkg-deb", "-f", deb, "Depends"))
        # Debian's merged /usr.
        for name in ("bin", "sbin", "lib", "lib64"):
            (self.root / "usr" / name).mkdir(parents=True, exist_ok=True)
            (self.root / name).symlink_to(f"usr/{name}")
        for name, stanza in self.packages.items():
            for path in run("dpkg-query", "-L", name).splitlines():
                self.copy(pathlib.Path(path))
        self.register()

    def copy(self, path):
        target = self.root / path.relative_to("/")
        if path.is_dir() and not path.is_symlink():
            target.mkdir(parents=True, exist_ok=True)
        elif os.path.lexists(path) and not os.path.lexists(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target, follow_symlinks=False)

    def register(self):
        admin = self.root / "var/lib/dpkg"
        (admin / "info").mkdir(parents=True, exist_ok=True)
        (admin / "updates").mkdir(exist_ok=True)
        (admin / "status").write_text("\n\n".join(self.packages.values()) + "\n")
        for name, stanza in self.packages.items():
            shared = field(stanza, "Multi-Arch") == "same"
            architecture = ":" + field(stanza, "Architecture") if shared else ""
            (admin / f"info/{name}{architecture}.list").write_text("/.\n")

    def install(self):
        return run(*AS_ROOT, "dpkg", f"--root={self.root}", "--log=/dev/null", "--install", self.deb)

    def run(self, *command):
        """In there, where nothing of this machine is to be seen."""
        return run(*AS_ROOT, "chroot", self.root, *command)

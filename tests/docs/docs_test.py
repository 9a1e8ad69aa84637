#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Documents that cannot drift.

docs_test.py links ROOT                  every relative link, repository path and function that
                                         README.md and docs/ name is there
docs_test.py commands ROOT PAGE PROGRAM  every `$ cowmmu ...` in the page's ```console blocks runs and
                                         prints what the page shows; a line `...` stands for any lines
docs_test.py sources ROOT PAGE           every code block under a line `FILE`: is that file, all of it
docs_test.py update ROOT PAGE PROGRAM    writes today's figures into the lines that the page shows

A function is named `like_this()`, with a file that mentions it on the same line of text.
"""
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

TREES = ("model", "rtl", "sw", "sim", "tests", "docs", ".ci")


def pages(root):
    return [root / "README.md", *sorted((root / "docs").rglob("*.md"))]


def without_blocks(text):
    """The text with its code blocks emptied, so that line numbers stay."""
    return re.sub(r"^```.*?^```", lambda m: "\n" * m[0].count("\n"), text, flags=re.M | re.S)


def named_paths(line):
    """What stands in backticks and begins with a folder of the repository."""
    for word in re.findall(r"`([^`\s]+)`", line):
        if word.split("/")[0] in TREES and "/" in word:
            yield word


def find(root, name):
    """The files that a path, perhaps with * or {a,b}, names."""
    choices = re.search(r"\{([^}]*)\}", name)
    if choices:
        names = [name.replace(choices[0], choice) for choice in choices[1].split(",")]
        found = [find(root, n) for n in names]
        return [f for files in found for f in files] if all(found) else []
    return list(root.glob(name.rstrip("/")))


def missing_functions(root, line):
    files = [f for name in named_paths(line) for f in find(root, name) if f.is_file()]
    for function in re.findall(r"`(?:\w+::)*(~?\w+)\(\)`", line):
        if not any(re.search(rf"\b{function}\b", f.read_text()) for f in files):
            yield function


def check_page(root, page):
    text = without_blocks(page.read_text(encoding="utf-8"))
    for number, line in enumerate(text.splitlines(), 1):
        at = f"{page.relative_to(root)}:{number}"
        for target in re.findall(r"\]\(([^)\s]+)\)", line):
            file = target.split("#")[0]
            if file and "://" not in file and not (page.parent / file).exists():
                yield f"{at}: link to {file}, which is not there"
        for name in named_paths(line):
            if not find(root, name):
                yield f"{at}: {name} is not there"
        for function in missing_functions(root, line):
            yield f"{at}: no file named on this line has {function}()"


def check_links(root):
    return [problem for page in pages(root) for problem in check_page(root, page)]


def check_sources(root, page):
    text = page.read_text(encoding="utf-8")
    shown = re.findall(r"^`([^`\s]+)`:\n\n```\w+\n(.*?)^```", text, re.M | re.S)
    for name, block in shown:
        if not (root / name).is_file():
            yield f"{page.name}: shows {name}, which is not there"
        elif (root / name).read_text(encoding="utf-8") != block:
            yield f"{page.name}: shows another {name}"
    if not shown:
        yield f"{page.name}: no file is shown"


def commands(lines, program="cowmmu"):
    """(command, first line of what is shown, line after its end) of each console block."""
    found, inside = [], False
    for number, line in enumerate(lines):
        if line.startswith("```"):
            if inside and found:
                found[-1][2] = min(found[-1][2], number)
            inside = line == "```console"
        elif inside and line.startswith("$ "):
            if found:
                found[-1][2] = min(found[-1][2], number)
            found.append([line[2:], number + 1, len(lines)])
    return [entry for entry in found if entry[0].startswith(program + " ")]


def run(program, command, folder):
    words = shlex.split(command, comments=True)
    done = subprocess.run([program, *words[1:]], cwd=folder, capture_output=True, text=True)
    if (done.returncode != 0) != (done.stderr != ""):
        raise SystemExit(f"{command}: status {done.returncode}, and says: {done.stderr}")
    return (done.stdout + done.stderr).splitlines()


def first_difference(shown, printed):
    """The number of the shown line that does not fit, or None."""
    at, skipping = 0, False
    for number, line in enumerate(shown):
        if line == "...":
            skipping = True
            continue
        if skipping and line in printed[at:]:
            at = printed.index(line, at)
        if at >= len(printed) or printed[at] != line:
            return number
        at, skipping = at + 1, False
    return None if skipping or at == len(printed) else len(shown)


def key(line):
    return re.sub(r"[-\d,.\s]+", " ", line)


def updated(shown, printed):
    """The shown lines with today's figures: each is the next printed line of the same words."""
    at, result = 0, []
    for line in shown:
        match = next((i for i in range(at, len(printed)) if key(printed[i]) == key(line)), None)
        if line == "..." or match is None:
            result.append(line)
        else:
            result.append(printed[match])
            at = match + 1
    return result


def each_command(root, page, program):
    """Yields (command, begin, end, shown, printed); all run in one folder, as a reader would."""
    lines = page.read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        for tree in ("sim", "tests"):
            (pathlib.Path(folder) / tree).symlink_to(root / tree)
        for command, begin, end in commands(lines):
            yield command, begin, end, lines[begin:end], run(program, command, folder)


def check_commands(root, page, program):
    count = 0
    for command, begin, _, shown, printed in each_command(root, page, program):
        count += 1
        wrong = first_difference(shown, printed)
        if wrong is not None:
            text = "\n".join(printed)
            yield f"{page.name}:{begin + wrong + 1}: cowmmu prints\n$ {command}\n{text}"
    if count == 0:
        yield f"{page.name}: no `$ cowmmu ...` in a console block"


def update(root, page, program):
    lines = page.read_text(encoding="utf-8").splitlines()
    for _, begin, end, shown, printed in each_command(root, page, program):
        lines[begin:end] = updated(shown, printed)
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return []


def main():
    rule, root = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    if rule == "links":
        problems = check_links(root)
    elif rule == "sources":
        page = root / sys.argv[3]
        problems = list(check_sources(root, page))
    else:
        page, program = root / sys.argv[3], str(pathlib.Path(sys.argv[4]).resolve())
        problems = list({"commands": check_commands, "update": update}[rule](root, page, program))
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""cells.py [--check] PAGE FILE.stat...: the page docs/rtl/cells.md from what yosys counted. With
--check nothing is written: exit status 1 if the page says something else."""
import pathlib
import re
import sys

HEAD = """# Cell counts

Made by the target `rtl_cells_md` from the netlists that the tests simulate; do not edit. Yosys 0.23,
`synth -flatten -noshare`, its own gate library (two inputs a gate, multiplexers apart), no memory
macros: memory bits are flip-flops here. Sizes: `rtl/builds/rtl_build.cpp`.

| block | build | cells | flip-flops | gates |
|---|---|---|---|---|
"""


def row(path):
    text = path.read_text(encoding="utf-8")
    cells = int(re.search(r"Number of cells: +(\d+)", text)[1])
    flops = sum(int(n) for n in re.findall(r"\$_\w*DFF\w* +(\d+)", text))
    block, build = path.stem.rsplit("_", 1)
    return f"| `{block}` | {build} | {cells:,} | {flops:,} | {cells - flops:,} |\n"


def main():
    check = sys.argv[1] == "--check"
    page, *stats = (pathlib.Path(name) for name in sys.argv[1 + check:])
    text = HEAD + "".join(row(stat) for stat in sorted(stats))
    if not check:
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, encoding="utf-8")
    elif not page.exists() or page.read_text(encoding="utf-8") != text:
        print(f"{page} is not what the netlists give; the target rtl_cells_md writes it:\n{text}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

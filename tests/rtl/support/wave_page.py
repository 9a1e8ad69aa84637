#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""wave_page.py [--check] PAGE PROGRAM: the waveforms of a page, as PROGRAM draws them.

`PROGRAM NAME` prints the waveform for each block of the page that begins with ```wave NAME. With
--check nothing is written: exit status 1 if the page shows something else, or no waveform.
"""
import pathlib
import re
import subprocess
import sys


def main():
    check = sys.argv[1] == "--check"
    page, program = pathlib.Path(sys.argv[1 + check]), sys.argv[2 + check]

    def drawn(match):
        run = subprocess.run([program, match[1]], capture_output=True, text=True, check=True)
        return f"```wave {match[1]}\n{run.stdout}```\n"

    old = page.read_text(encoding="utf-8")
    new, count = re.subn(r"^```wave (\w+)\n.*?^```\n", drawn, old, flags=re.M | re.S)
    if not check:
        page.write_text(new, encoding="utf-8")
    elif count == 0 or new != old:
        print(f"{page} does not show what the RTL does; the target rtl_waves_md writes:\n{new}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: Apache-2.0
"""The picture in docs/waveforms.md: gtkwave_picture.py COWMMU PICTURE

GTKWave, on a virtual display, opens a run's FST with the view that the run wrote, of which only the
harts' states and interrupts are kept: the first COW fault, from the store to its retry.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SCENARIO = ('[machine]\nharts = 2\n[os]\nshootdown = "ipi_all"\n[workload]\n'
            'program = "fork_write"\npages = 64\nwritten = 0.1\nwarm = "untimed"\n')
KEPT = r"-(hart \d (state|IPI)|IPI)$"

# The picture is taken when the window has been drawn.
SCRIPT = """after 1500
update
gtkwave::/File/Grab_To_File {}
gtkwave::/File/Quit
"""


def kept_groups(view):
    """The head and the groups worth a picture."""
    groups = re.split(r"(?m)^(?=@(?:800200|c00200)$)", view)
    return groups[0] + "".join(g for g in groups[1:] if re.match(KEPT, g.splitlines()[1]))


def main():
    program, picture = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    for tool in ("gtkwave", "xvfb-run"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not installed (sim/install_packages.sh does)")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "x.toml").write_text(SCENARIO)
        subprocess.run([program, "run", folder / "x.toml", "--out", folder, "--vcd", "fst",
                        "--quiet"], check=True)
        view = kept_groups((folder / "wave.gtkw").read_text())
        (folder / "small.gtkw").write_text("[size] 1390 690\n[signals_width] 230\n" + view)
        (folder / "grab.tcl").write_text(SCRIPT.format(picture))
        shown = subprocess.run(
            ["xvfb-run", "-a", "-s", "-screen 0 1400x900x24", "gtkwave", "--rcvar", "hide_sst on",
             "wave.fst", "small.gtkw", "-S", "grab.tcl"], cwd=folder, timeout=120,
            env={**os.environ, "NO_AT_BRIDGE": "1"}, capture_output=True, text=True, check=False)
        if not picture.exists():
            sys.exit(f"GTKWave saved nothing: {shown.stdout}{shown.stderr}")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""A Slurm cluster of one node on loopback, with ports, keys and folders of its own.

No file of the system's Slurm or munge is read or written. All of it, tasks included, lives in a PID
namespace that ends with the test, however that ends.
"""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time

SKIPPED = 77
PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol")
NAMESPACE = ("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")
INSIDE = "COWMMU_SLURM_TEST"  # set in the namespace

CONFIGURATION = """
ClusterName=cowmmu
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort={ctld_port}
SlurmdPort={slurmd_port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket,cred_expire=5
CryptoType=crypto/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
ReturnToService=2
SwitchType=switch/none
MpiDefault=none
SlurmdTimeout=3
KillWait=2
SlurmctldTimeout=5
MessageTimeout=5
SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0
NodeName=localhost NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=test Nodes=localhost Default=YES MaxTime=INFINITE State=UP
"""


def enter_namespace():
    """Goes on in a namespace of its own, or says why it cannot; ctest takes that for skipped."""
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    if INSIDE in os.environ:
        return
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        print(f"skipped: no {', '.join(missing)}; sim/install_packages.sh installs them")
        sys.exit(SKIPPED)
    if subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode != 0:
        print("skipped: needs a PID namespace, which only root may make (`unshare --pid`)")
        sys.exit(SKIPPED)
    os.environ[INSIDE] = "1"
    os.execvp(NAMESPACE[0], [*NAMESPACE, sys.executable, "-B", *sys.argv])


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def children_of(process):
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            stat = (folder / "stat").read_text()
        except OSError:
            continue
        if int(stat.rsplit(")", 1)[1].split()[1]) == process:
            found.append(int(folder.name))
    return found


def descendants(process):
    found = []
    for child in children_of(process):
        found += [child, *descendants(child)]
    return found


def kill_all(processes):
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass


class Cluster:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.daemons = {}
        ctld_port, slurmd_port = free_ports(2)
        for name in ("state", "spool"):
            (self.folder / name).mkdir()
        (self.folder / "slurm.conf").write_text(CONFIGURATION.format(
            folder=self.folder, ctld_port=ctld_port, slurmd_port=slurmd_port))
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
        os.environ["SLURM_CONF"] = str(self.folder / "slurm.conf")

    def start(self):
        f = self.folder
        self.start_daemon("munged", "--foreground", "--force", f"--key-file={f}/munge.key",
                          f"--socket={f}/munge.socket", f"--pid-file={f}/munged.pid",
                          f"--log-file={f}/munged.log", f"--seed-file={f}/munged.seed")
        self.wait_for(lambda: (f / "munge.socket").exists(), "munged")
        self.start_controller("-c")
        self.start_node()

    def start_daemon(self, name, *options):
        with (self.folder / f"{name}.out").open("ab") as log:
            self.daemons[name] = subprocess.Popen([name, *options], stdin=subprocess.DEVNULL,
                                                  stdout=log, stderr=log)

    def start_controller(self, *options):
        self.start_daemon("slurmctld", "-D", *options)

    def stop_controller(self):
        """As for a restart: it saves what it knows."""
        daemon = self.daemons.pop("slurmctld")
        daemon.terminate()
        daemon.wait(timeout=20)

    def start_node(self):
        self.start_daemon("slurmd", "-D", "-N", "localhost")
        self.wait_for(lambda: self.node_state() in ("idle", "mixed", "allocated"), "the node")

    def node_state(self):
        return self.run("sinfo", "-h", "-o", "%T")

    def crash_node(self):
        """The daemon and all that it runs, at once, as when the power goes."""
        steps = [p for p in descendants(os.getpid()) if is_step(p)]
        kill_all([self.daemons["slurmd"].pid, *steps, *(d for s in steps for d in descendants(s))])
        self.kill("slurmd")
        self.wait_for(lambda: self.node_state().startswith("down"), "slurmctld that notices")

    def kill(self, name):
        daemon = self.daemons.pop(name)
        daemon.kill()
        daemon.wait()

    def stop(self):
        """Ends every daemon and what it runs: none writes into the folder after that."""
        while processes := descendants(os.getpid()):
            kill_all(processes)
            os.wait()

    def wait_for(self, holds, what, seconds=40):
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise RuntimeError(f"{what} does not come up:\n{self.logs()}")
            time.sleep(0.1)

    @staticmethod
    def run(*words):
        return subprocess.run(words, capture_output=True, text=True).stdout.strip()

    def logs(self):
        return "\n".join(f"== {log.name}\n{log.read_text(errors='replace')[-3000:]}"
                         for log in sorted(self.folder.glob("*.log")))


def is_step(process):
    try:
        return b"slurmstepd" in pathlib.Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False

# SPDX-License-Identifier: Apache-2.0
# %% [markdown]
# What a fork costs against the written fraction of the memory (docs/sweeps.md). Needs pandas:
#
#     cowmmu sweep sim/sweeps/break_even.toml
#     cowmmu export break_even.db --csv break_even.csv

# %%
import pandas

frame = pandas.read_csv("break_even.csv")
good = frame[frame["status"] == "ok"]
# A database may hold runs of several versions of cowmmu and of other settings: one of each here.
good = good[good["tool"] == good["tool"].iloc[-1]]
good = good[good["config.workload.pages"] == good["config.workload.pages"].iloc[-1]]

# %% [markdown]
# Cycles of the whole run, a column a policy; the mean where there are several seeds.

# %%
cycles = good.pivot_table(index="workload.written", columns="os.fork", values="cycles")
print(cycles.round())

# %% [markdown]
# The same against copying everything at once. Above 1 that would have been better.

# %%
print(cycles.div(cycles["eager"], axis="index").round(3))

# %% [markdown]
# Where the cycles go: all harts together, in millions, the largest phases first.

# %%
ledger = good.filter(regex=r"^harts\.\d+\.ledger\.")
phases = ledger.T.groupby(lambda name: name.split(".ledger.")[1]).sum().T
by_policy = phases.groupby(good["os.fork"]).mean().T / 1e6
print(by_policy.sort_values("eager", ascending=False).head(8).round(3))

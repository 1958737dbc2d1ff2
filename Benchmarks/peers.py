"""Other runners, each with steps that copy one small file, all of them up to date."""

import os
import shutil
import subprocess
from pathlib import Path

from measure import Failed, run

VENV = Path(__file__).resolve().parent / ".venv/bin"


class Peer:
    """A runner and the command that finds nothing to do in `folder`."""

    def __init__(self, name, folder, command, env=None):
        self.name, self.folder, self.command = name, folder, command
        self.env = {**os.environ, **(env or {})}

    def run(self, limit):
        return run(self.command, self.folder, self.env, limit)


def tool(name):
    """The path of a program of Benchmarks/.venv or of the system; None when there is none."""
    own = VENV / name
    return str(own) if own.exists() else shutil.which(name)


def files(folder, steps):
    """Makes the input of every step, and after it the output."""
    for name in ("in", "out"):
        (folder / name).mkdir(parents=True)
        for number in range(steps):
            (folder / name / f"{number}.txt").write_text(f"{number}\n")


def ninja(folder, steps):
    lines = ["rule copy", "  command = cp $in $out"]
    lines += [f"build out/{n}.txt: copy in/{n}.txt" for n in range(steps)]
    (folder / "build.ninja").write_text("\n".join(lines) + "\n")
    # Ninja takes only what it made itself for up to date.
    prepare([tool("ninja")], folder)
    return Peer("ninja", folder, [tool("ninja")])


def doit(folder, steps):
    (folder / "dodo.py").write_text(
        f"""def task_copy():
    for n in range({steps}):
        source, target = f"in/{{n}}.txt", f"out/{{n}}.txt"
        yield {{"name": str(n), "file_dep": [source], "targets": [target],
               "actions": [["cp", source, target]]}}
"""
    )
    prepare([tool("doit")], folder)
    return Peer("doit", folder, [tool("doit")])


def luigi(folder, steps):
    (folder / "steps.py").write_text(
        f"""import luigi

class Copy(luigi.Task):
    number = luigi.IntParameter()
    def output(self): return luigi.LocalTarget(f"out/{{self.number}}.txt")

class All(luigi.WrapperTask):
    def requires(self): return [Copy(n) for n in range({steps})]
    # A wrapper is complete when its steps are; they are looked at one by one.
    def complete(self): return False
    def run(self): pass
"""
    )
    command = [tool("luigi"), "--module", "steps", "All", "--local-scheduler"]
    return Peer("luigi", folder, command, {"PYTHONPATH": str(folder)})


def snakemake(folder, steps):
    (folder / "Snakefile").write_text(
        f"""rule all:
    input: expand("out/{{n}}.txt", n=range({steps}))
rule copy:
    input: "in/{{n}}.txt"
    output: "out/{{n}}.txt"
    shell: "cp {{input}} {{output}}"
"""
    )
    return Peer("snakemake", folder, [tool("snakemake"), "--cores", "1"])


def dvc(folder, steps):
    stages = ["stages:"]
    for n in range(steps):
        stages += [
            f"  copy{n}:",
            f"    cmd: cp in/{n}.txt out/{n}.txt",
            f"    deps: [in/{n}.txt]",
            f"    outs: [out/{n}.txt]",
        ]
    (folder / "dvc.yaml").write_text("\n".join(stages) + "\n")
    prepare([tool("dvc"), "init", "--no-scm"], folder)
    prepare([tool("dvc"), "commit", "--force", "--quiet"], folder)
    return Peer("dvc", folder, [tool("dvc"), "repro"], {"DVC_NO_ANALYTICS": "1"})


def prepare(command, folder, limit=120):
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired as error:
        raise Failed(f"getting ready took more than {limit} s") from error
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)}: {done.stderr.strip()[-300:]}")


def peers(root, steps, say):
    """The peers that are to be had; `say` is told of the others."""
    found = []
    for make in (ninja, doit, luigi, snakemake, dvc):
        name = make.__name__
        if tool(name) is None:
            say(f"skipped: {name} is not installed")
            continue
        folder = Path(root) / f"{name}-{steps}"
        try:
            files(folder, steps)
            found.append(make(folder, steps))
        except Failed as error:
            say(f"skipped: {name} with {steps} steps: {error}")
    return found

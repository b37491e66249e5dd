"""Runs a workflow's jobs as GitHub does: conditions, environments, outputs, outcomes, order."""

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.workflows.actions import ACTIONS, ActionError, Job
from tests.workflows.expressions import (
    as_text,
    asks_for_status,
    condition,
    resolved,
)
from tests.workflows.workshop import REPOSITORY, SERVER, Workshop

_STEP_KEYS = {"name", "id", "if", "env", "run", "uses", "with", "working-directory"}
_JOB_KEYS = {
    *("name", "if", "needs", "runs-on", "timeout-minutes", "permissions", "steps", "env"),
    *("outputs", "environment", "concurrency", "defaults"),
}

_OUTPUT = re.compile(r'echo "(\w+)=.*" >> "\$GITHUB_OUTPUT"')
"""How a script puts something out."""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a step."""

    name: str
    outcome: str
    """success, failure or skipped."""
    output: str
    """What it printed, both streams together."""
    summary: str


@dataclass(slots=True)
class Ran:
    """What became of a job."""

    result: str
    """success, failure or skipped."""
    steps: list[Step] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)

    def step(self, name: str) -> Step:
        """Return the step of that name."""
        (found,) = [step for step in self.steps if step.name == name]
        return found

    @property
    def annotations(self) -> list[str]:
        """The workflow commands that annotate, as the steps printed them."""
        lines = [line for step in self.steps for line in step.output.splitlines()]
        return [line for line in lines if line.startswith(("::error", "::warning", "::notice"))]

    @property
    def summary(self) -> str:
        """The summaries of the steps, one after the other."""
        return "".join(step.summary for step in self.steps)


def read_workflow(text: str) -> dict[str, Any]:
    """Return the workflow in *text*, every scalar as GitHub types it."""
    data: dict[str, Any] = YAML(typ="safe").load(text)
    return data


def workflow_at(path: Path) -> dict[str, Any]:
    """Return the workflow in the file *path*."""
    return read_workflow(path.read_text(encoding="utf-8"))


def run_workflow(
    workflow: dict[str, Any],
    workshop: Workshop,
    github: Mapping[str, Any],
    *,
    jobs: tuple[str, ...] = (),
    variables: Mapping[str, str] | None = None,
    read_only: bool = False,
    composites: Mapping[str, Path] | None = None,
) -> dict[str, Ran]:
    """Run *jobs* of *workflow* (all of them unless named) in the order of their needs.

    *github* is the context of that name; *variables* the context vars; *read_only* the token that
    a fork's pull request gets; *composites* the folders of composite actions, by their names.
    """
    done: dict[str, Ran] = {}
    waiting = [name for name in workflow["jobs"] if not jobs or name in jobs]
    while waiting:
        ready = [name for name in waiting if not set(_needed(workflow, name)) & set(waiting)]
        assert ready, f"{waiting} wait for each other"
        for name in ready:
            waiting.remove(name)
            done[name] = _Running(
                workflow,
                name,
                workshop,
                dict(github),
                done,
                variables or {},
                read_only=read_only,
                composites=composites or {},
            ).run()
    return done


def _needed(workflow: dict[str, Any], name: str) -> list[str]:
    needs = workflow["jobs"][name].get("needs", [])
    return [needs] if isinstance(needs, str) else list(needs)


class _Running:
    """One job, from its condition to its outputs."""

    def __init__(
        self,
        workflow: dict[str, Any],
        name: str,
        workshop: Workshop,
        github: dict[str, Any],
        before: dict[str, Ran],
        variables: Mapping[str, str],
        *,
        read_only: bool,
        composites: Mapping[str, Path],
    ) -> None:
        self.workflow = workflow
        self.job = workflow["jobs"][name]
        assert set(self.job) <= _JOB_KEYS, f"{name}: {sorted(set(self.job) - _JOB_KEYS)}"
        self.needs = {need: before[need] for need in _needed(workflow, name)}
        workshop.runs += 1
        place = workshop.folder / "jobs" / f"{workshop.runs}-{name}"
        held = self.job.get("permissions", workflow.get("permissions"))
        assert isinstance(held, dict), f"{name} does not say which permissions it has"
        self.state = Job(
            workshop,
            {"server_url": SERVER, "repository": REPOSITORY, "run_id": "4711", **github},
            {key: "read" if read_only else level for key, level in held.items()},
            place / "workspace",
            place / "temporary",
        )
        self.contexts: dict[str, Any] = {
            "github": self.state.github,
            "vars": variables,
            "runner": {"temp": str(self.state.temporary), "os": "Linux"},
            "needs": {
                need: {"result": ran.result, "outputs": ran.outputs}
                for need, ran in self.needs.items()
            },
            "steps": {},
            "env": {},
        }
        self.failed = False
        self.added: dict[str, str] = {}
        self.composites = composites

    def run(self) -> Ran:
        earlier = [ran.result for ran in self.needs.values()]
        self.failed = "failure" in earlier
        written = self.job.get("if", "success()")
        holds = condition(written, self.contexts, self.functions())
        if not asks_for_status(written):
            holds = holds and all(result == "success" for result in earlier)
        if not holds:
            return Ran("skipped")
        self.failed = False
        self.state.workspace.mkdir(parents=True)
        self.state.temporary.mkdir()
        self.state.workshop.prepare_gh(self.state.permissions)
        steps = [self.step(step, number) for number, step in enumerate(self.job["steps"], 1)]
        outputs = resolved(self.job.get("outputs", {}), self.contexts, self.functions())
        return Ran("failure" if self.failed else "success", steps, outputs)

    def functions(self) -> dict[str, Any]:
        return {
            "always": lambda: True,
            "cancelled": lambda: False,
            "failure": lambda: self.failed,
            "success": lambda: not self.failed,
            "hashFiles": lambda *patterns: "".join(patterns),
        }

    def step(self, step: dict[str, Any], number: int) -> Step:
        known = _STEP_KEYS | ({"shell"} if "inputs" in self.contexts else set())
        assert set(step) <= known, f"step {number}: {sorted(set(step) - known)}"
        name = str(step.get("name", step.get("uses", number)))
        env: dict[str, str] = {}
        for level in (self.workflow, self.job):
            env |= resolved(level.get("env", {}), self.contexts, self.functions())
        env |= self.added
        self.contexts["env"] = env
        written = step.get("if", "success()")
        holds = condition(written, self.contexts, self.functions())
        if not asks_for_status(written):
            holds = holds and not self.failed
        self.state.outputs = {}
        if not holds:
            return self.ended(step, Step(name, "skipped", "", ""))
        env = {**env, **resolved(step.get("env", {}), self.contexts, self.functions())}
        texts = {key: as_text(value) for key, value in env.items()}
        ended = self.script(step, name, texts) if "run" in step else self.action(step, name)
        self.failed = self.failed or ended.outcome == "failure"
        return self.ended(step, ended)

    def ended(self, step: dict[str, Any], ended: Step) -> Step:
        if "id" in step:
            self.contexts["steps"][step["id"]] = {
                "outcome": ended.outcome,
                "conclusion": ended.outcome,
                # What a script might have put out and did not is nothing; other names are slips.
                "outputs": {
                    **dict.fromkeys(_OUTPUT.findall(step.get("run", "")), ""),
                    **self.state.outputs,
                },
            }
        return ended

    def action(self, step: dict[str, Any], name: str) -> Step:
        action = step["uses"].partition("@")[0]
        if action in self.composites:
            return self.composite(self.composites[action], step, name)
        assert action in ACTIONS, f"nothing stands in for {action}"
        given = resolved(step.get("with", {}), self.contexts, self.functions())
        try:
            ACTIONS[action](self.state, {key: as_text(value) for key, value in given.items()})
        except ActionError as error:
            return Step(name, "failure", f"{error}\n", "")
        return Step(name, "success", "", "")

    def composite(self, folder: Path, step: dict[str, Any], name: str) -> Step:
        """Run the steps of the composite action in *folder*, which see its inputs alone."""
        action = workflow_at(folder / "action.yml")
        assert action["runs"]["using"] == "composite"
        given = resolved(step.get("with", {}), self.contexts, self.functions())
        described = action.get("inputs", {})
        assert set(given) <= set(described), f"{name} has no inputs {set(given) - set(described)}"
        outer, failed = self.contexts, self.failed
        self.contexts = {
            **{key: outer[key] for key in ("runner", "env")},
            "github": {**outer["github"], "action_path": str(folder)},
            "inputs": {
                key: as_text(given.get(key, about.get("default", "")))
                for key, about in described.items()
            },
            "steps": {},
        }
        self.failed = False
        steps = [self.step(inner, n) for n, inner in enumerate(action["runs"]["steps"], 1)]
        told = action.get("outputs", {})
        for inner in self.contexts["steps"].values():
            # What a step that failed did not put out is nothing.
            inner["outputs"] = {**dict.fromkeys(told, ""), **inner["outputs"]}
        self.state.outputs = resolved(
            {key: about["value"] for key, about in told.items()}, self.contexts, self.functions()
        )
        outcome = "failure" if self.failed else "success"
        self.contexts, self.failed = outer, failed
        output = "".join(inner.output for inner in steps)
        return Step(name, outcome, output, "".join(inner.summary for inner in steps))

    def script(self, step: dict[str, Any], name: str, env: dict[str, str]) -> Step:
        script = self.state.temporary / "script.sh"
        script.write_text(
            as_text(resolved(step["run"], self.contexts, self.functions())), encoding="utf-8"
        )
        files = {}
        for variable in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_STEP_SUMMARY"):
            files[variable] = self.state.temporary / variable.lower()
            files[variable].write_text("", encoding="utf-8")
        done = subprocess.run(
            [*self.shell(step), str(script)],
            cwd=self.state.workspace / step.get("working-directory", ""),
            env={
                **self.state.workshop.variables(),
                **self.known(),
                **{variable: str(path) for variable, path in files.items()},
                **env,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            encoding="utf-8",
            timeout=60,
        )
        self.state.outputs = _assignments(files["GITHUB_OUTPUT"])
        self.added |= _assignments(files["GITHUB_ENV"])
        outcome = "failure" if done.returncode else "success"
        summary = files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return Step(name, outcome, done.stdout, summary)

    def shell(self, step: dict[str, Any]) -> list[str]:
        """Return what GitHub starts; without ``shell: bash``, a pipe that breaks goes unseen."""
        if "inputs" in self.contexts:
            assert step["shell"] == "bash", "a composite action names the shell of each step"
        wanted = step.get("shell", "")
        for level in (self.workflow, self.job):
            wanted = level.get("defaults", {}).get("run", {}).get("shell", wanted)
        assert wanted in ("", "bash"), wanted
        return ["bash", *(("--noprofile", "--norc", "-eo", "pipefail") if wanted else ("-e",))]

    def known(self) -> dict[str, str]:
        """Return the variables that every step finds."""
        github = self.state.github
        event = self.state.temporary / "event.json"
        event.write_text(json.dumps(github.get("event", {})), encoding="utf-8")
        variables = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_WORKSPACE": str(self.state.workspace),
            "RUNNER_TEMP": str(self.state.temporary),
        }
        for name in (
            *("base_ref", "event_name", "head_ref", "ref", "ref_name", "repository"),
            *("run_id", "server_url", "sha"),
        ):
            if name in github:
                variables[f"GITHUB_{name.upper()}"] = as_text(github[name])
        return variables


def _assignments(path: Path) -> dict[str, str]:
    """Return what a step wrote as name=value, or as name<<END and lines up to END."""
    found: dict[str, str] = {}
    lines = iter(path.read_text(encoding="utf-8").splitlines())
    for line in lines:
        name, equals, value = line.partition("=")
        label, mark, end = line.partition("<<")
        if mark and (not equals or len(label) < len(name)):
            kept = []
            for more in lines:
                if more == end:
                    break
                kept.append(more)
            else:
                message = f"{label} has no end"
                raise AssertionError(message)
            found[label] = "\n".join(kept)
        elif equals:
            found[name] = value
        else:
            message = f"not an assignment: {line!r}"
            raise AssertionError(message)
    return found

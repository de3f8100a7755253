"""Templates that are compiled once, for all forks of a process: a server compiles none of them again."""

from collections.abc import Callable
from types import CodeType

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """Compiled templates in the memory of a process, which its forks share."""

    def __init__(self) -> None:
        self.compiled: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if its source is the one that was compiled."""
        checksum, code = self.compiled.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self.compiled[bucket.key] = bucket.checksum, bucket.code


def compile_templates(build_app: Callable[[], Flask]) -> None:
    """Compile all templates, for each application that is made in this process and in its forks."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": CompiledTemplates()}
    environment = build_app().jinja_env
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)

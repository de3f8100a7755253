"""The commands, run in this process."""

from tests.support.world import World


def run(world: World, *words: str) -> tuple[int, str]:
    """Run a command and return its exit code and its output."""
    result = world.app.test_cli_runner().invoke(args=words)
    return result.exit_code, result.output

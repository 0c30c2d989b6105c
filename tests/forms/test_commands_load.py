"""The command line.

CLI-04  every command has a module and shows its help
CLI-05  asking for one command loads no other
"""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cli.main import COMMANDS, gather


@pytest.mark.parametrize("name", COMMANDS)
def test_help(name: str) -> None:  # CLI-04
    result = CliRunner().invoke(gather([name]), [name, "--help"])
    assert result.exit_code == 0
    assert f"{name} " in result.stdout


def test_all_together() -> None:  # CLI-04
    printed = CliRunner().invoke(gather(COMMANDS), ["--help"]).stdout
    assert all(name in printed for name in COMMANDS)


def test_a_check_loads_no_web_server() -> None:  # CLI-05
    code = "import sys; sys.argv[1:] = ['check', 'x.yaml']\ntry:\n import cli.main; cli.main.main()\n"
    code += "except SystemExit as ended: print(ended.code, 'fastapi' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "1 False"

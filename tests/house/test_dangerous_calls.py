"""What the code never does: run text as code, read unsafe formats, open connections where none is expected."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
CODE = sorted(
    path
    for pattern in ("*.py", "app/**/*.py", "case_studies/**/*.py", "migrations/**/*.py")
    for path in HOUSE.glob(pattern)
)
SCRIPTS = sorted((HOUSE / "app" / "static" / "js").glob("*.js"))

DANGEROUS_MODULES = {
    *("subprocess", "multiprocessing", "ctypes", "marshal", "shelve", "random", "commands", "pty"),
    *("xml.sax", "xml.dom", "xml.parsers", "lxml", "telnetlib", "ftplib"),
}
DANGEROUS_NAMES = {
    *("eval", "exec", "compile", "__import__", "system", "popen", "spawnl", "spawnv", "execv", "execl"),
    *("render_template_string", "from_string", "unsafe_load", "full_load", "Unpickler"),
    *("fromstring", "iterparse", "XMLParser", "md5", "sha1", "uuid1"),
}
NEEDED = {
    "app/exports/pdf.py: typst.compile": "sets a template of ours, and texts are its data",
    "case_studies/attachments/process.py: subprocess": "starts itself again with limits, with no word of a request",
    "case_studies/attachments/office_xml.py: xml.parsers": "refuses each document type, and with it each entity",
}
OF_MODULES = {("pickle", "load"), ("pickle", "loads"), ("yaml", "load"), ("ElementTree", "parse"), ("re", "compile")}
NETWORK = {"socket", "smtplib", "http", "urllib", "requests", "httpx", "urllib3", "aiohttp", "ssl", "authlib"}
OPENS_CONNECTIONS = {
    "app/gunicorn_worker.py": "answers clients",
    "app/openid.py": "asks the sign-in providers of the settings who somebody is",
    "case_studies/notifications/mailer.py": "sends mails to the mail server of the settings",
}
ONLY_TEXT = {"urllib.parse", "http"}  # addresses, and the names of statuses


def trees(*rooms: str) -> Iterator[tuple[str, ast.AST]]:
    for path in CODE:
        name = str(path.relative_to(HOUSE))
        if not rooms or name.startswith(rooms):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def calls(tree: ast.AST) -> Iterator[tuple[str, str, ast.Call]]:
    """Yield what each call is made on, the name that is called, and the call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr, node
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield "", node.func.id, node


def is_dangerous(owner: str, name: str) -> bool:
    if (owner, name) == ("re", "compile"):
        return False
    return name in DANGEROUS_NAMES or (owner.split(".")[-1], name) in OF_MODULES


def test_no_module_calls_what_is_dangerous() -> None:
    """No command of the system, no code or template made of text, no unsafe format, no weak hash, no weak chance."""
    found = [
        f"{name}: {owner}.{called}"
        for name, tree in trees()
        for owner, called, _ in calls(tree)
        if is_dangerous(owner, called)
    ]
    found += [
        f"{name}: {module}"
        for name, tree in trees()
        for module in imported(tree)
        if module in DANGEROUS_MODULES or module.split(".")[0] in DANGEROUS_MODULES
    ]
    assert set(found) == set(NEEDED)


def test_only_known_modules_open_connections() -> None:
    using = {
        name
        for name, tree in trees("app/", "case_studies/")
        for module in imported(tree)
        if module.split(".")[0] in NETWORK and module not in ONLY_TEXT
    }
    assert using == set(OPENS_CONNECTIONS)


def test_no_statement_is_put_together_from_text() -> None:
    """A statement in SQL is one text of the code. Only names in capitals, constants of the code, are put into it."""
    found = [
        f"{name}:{call.lineno}"
        for name, tree in trees("app/", "case_studies/")
        for _owner, called, call in calls(tree)
        if called in ("text", "literal_column", "exec_driver_sql", "DDL")
        and call.args
        and not _is_constant(call.args[0])
    ]
    assert not found


def _is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return all(_is_constant(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return _is_constant(node.value)
    if isinstance(node, ast.IfExp):
        return _is_constant(node.body) and _is_constant(node.orelse)
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def test_no_view_mixes_the_sources_of_parameters() -> None:
    """`request.values` would take a value from the address where the form has none."""
    found = [name for name, tree in trees("app/") if "request.values" in ast.unparse(tree)]
    assert not found


MAKES_CODE = re.compile(
    r"\beval\(|new Function|document\.write|outerHTML|insertAdjacentHTML|createContextualFragment"
    r"|set(Timeout|Interval)\(\s*[\"'`]|addEventListener\(\"message\""
)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_code_or_markup_of_text(path: Path) -> None:
    """One does: the preview of the editor shows the HTML that the server has sanitized."""
    script = path.read_text(encoding="utf-8")
    assert not MAKES_CODE.search(script)
    assert re.findall(r"(\w+)\.innerHTML = (\w+)", script) == ([("shown", "html")] if path.name == "editor.js" else [])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_writes_properties_that_input_names(path: Path) -> None:
    """No `thing[name] = …`: with `__proto__` as the name that would change all objects. Sums are numbers of cells."""
    script = path.read_text(encoding="utf-8")
    assert not re.findall(r"[\w)\]]\[[\w.()]*[a-z_][\w.()]*\]\s*=[^=>]", script)
    assert "__proto__" not in script

"""Finds the functions of a C++ file by matching braces: a heuristic for measuring sizes, not a parser."""

import dataclasses
import re

TOKENS = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'',
    re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
# What may stand between the closing parenthesis of a function's parameters and its body.
AFTER_PARAMETERS = re.compile(
    r"^\s*(?:(?:const|noexcept|override|final|mutable|try|&&?|->[^{};]*|requires[^{};]*)\s*)*$")
INITIALISER = re.compile(r"^\s*(?:noexcept\s*)?:\s*[^;]*$", re.DOTALL)
TYPE = re.compile(r"\b(?:class|struct|union|enum)\b[^()=]*$")
ASSIGNMENT = re.compile(r"(?<![=!<>])=(?!=)[^()]*$")
NAME = re.compile(r"(operator\s*\S+|[~\w:<>]+)\s*$")


@dataclasses.dataclass(frozen=True)
class Function:
    name: str
    line: int
    lines: int  # From the line the signature begins on to the closing brace.


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def mask(text):
    """`text` with comments, literals and directives blanked, every line where it was."""
    return DIRECTIVE.sub(blank, TOKENS.sub(blank, text))


def closing(text, start):
    """The index of the brace that closes the one at `start`."""
    depth = 0
    for index in range(start, len(text)):
        depth += (text[index] == "{") - (text[index] == "}")
        if depth == 0:
            return index
    return len(text) - 1


def groups(head):
    """(before, after) for each outermost pair of parentheses in `head`."""
    depth, start = 0, 0
    for index, character in enumerate(head):
        if character == "(":
            start = index if depth == 0 else start
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                yield head[:start], head[index + 1:]


def parameters(head):
    """(before, after) for the parameter list: the first pair that a body or an initialiser list may follow."""
    return next((pair for pair in groups(head)
                 if AFTER_PARAMETERS.match(pair[1]) or INITIALISER.match(pair[1])), None)


def kind_of(head):
    """What the brace after `head` opens: a `scope`, a `function`, or a `value` (initialiser) to step over."""
    if re.search(r"\bnamespace\b|\bextern\s*$", head) or TYPE.search(head):
        return "scope"
    split = parameters(head)
    if split is None or ASSIGNMENT.search(split[0]):
        return "value"
    if AFTER_PARAMETERS.match(split[1]) or not re.search(r"[\w>]\s*$", split[1]):
        return "function"
    return "value"  # Of a member in the initialiser list: `: member_{`.


def functions(source):
    """Every function with a body at namespace or class level, in order. Lambdas count as part of their function."""
    text = mask(source)
    found, head_start, index = [], 0, 0
    while index < len(text):
        character = text[index]
        if character in ";}" or (character == ":" and re.search(
                r"\b(?:public|private|protected)\s*$", text[head_start:index])):
            head_start = index + 1
        elif character == "{":
            head = text[head_start:index]
            kind = kind_of(head)
            if kind == "scope":
                head_start = index + 1
            else:
                end = closing(text, index)
                if kind == "function":
                    begin = head_start + len(head) - len(head.lstrip())
                    name = NAME.search(parameters(head)[0])
                    found.append(Function(name[1] if name else "?", text.count("\n", 0, begin) + 1,
                                          text.count("\n", begin, end) + 1))
                    head_start = end + 1
                index = end
        index += 1
    return found

#!/usr/bin/env python3
"""The checks of the house, tried on small trees that are right and on small trees that are wrong."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOOLS))
import cpp_functions  # noqa: E402

ARCHITECTURE = """# Architecture
## Folders
| folder | what | may include |
|---|---|---|
| `src/` | modules | |
| `src/core/` | c | nothing of ours |
| `src/net/` | n | `core` |
| `src/client/` | p | `net` |
| `src/genesys/` | g | `client` |
| `src/cli/` | l | everything |
| `simulator/` | s | `net` |
## Third-party headers
| header | owner | why |
|---|---|---|
| `curl/` | `net` | w |
| `boost/asio/` | `net` | w |
| `boost/json.hpp` | any | w |
"""


class Tree(unittest.TestCase):
    """A temporary project with ARCHITECTURE.md and the files a test writes."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("ARCHITECTURE.md", ARCHITECTURE)

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def run_tool(self, name):
        done = subprocess.run([sys.executable, TOOLS / name, self.root], capture_output=True, text=True, check=False)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout


class CheckLayers(Tree):
    def includes(self, path, *headers):
        """Runs the check on one file with these headers; gives the breaches it printed."""
        self.write(path, "".join(f"#include {header}\n" for header in headers))
        status, output = self.run_tool("check_layers")
        breaches = output.splitlines()[:-1]
        self.assertEqual(status, 1 if breaches else 0)
        return breaches

    def test_lets_an_arrow_reach_what_it_reaches(self):
        self.assertEqual(self.includes("src/genesys/a.cpp", '"client/x.hpp"', '"core/x.hpp"',
                                       "<nowthen/core/id.hpp>", "<vector>", "<boost/json.hpp>"), [])

    def test_refuses_what_lies_above_or_beside(self):
        for path, header in [("src/core/a.cpp", '"net/x.hpp"'), ("src/net/a.cpp", '"client/x.hpp"'),
                             ("src/client/a.cpp", "<nowthen/genesys/client.hpp>"),
                             ("simulator/a.cpp", '"client/x.hpp"'), ("src/genesys/a.cpp", '"simulator/x.hpp"')]:
            with self.subTest(path=path):
                self.assertIn("may not reach", self.includes(path, header)[0])
                (self.root / path).unlink()

    def test_sees_through_a_path_relative_to_the_file(self):
        self.write("src/genesys/x.hpp", "")
        self.assertEqual(len(self.includes("src/net/a.cpp", '"../genesys/x.hpp"')), 1)

    def test_keeps_third_party_headers_with_their_owners(self):
        self.assertEqual(self.includes("src/net/a.cpp", "<curl/curl.h>", "<boost/asio/ip/tcp.hpp>"), [])
        self.assertIn("belongs to net alone", self.includes("src/genesys/a.cpp", "<curl/curl.h>")[0])

    def test_wants_an_owner_for_every_third_party_header(self):
        self.assertIn("no row", self.includes("src/cli/a.cpp", "<nlohmann/json.hpp>")[0])

    def test_keeps_third_party_headers_out_of_public_ones(self):
        self.assertEqual(self.includes("include/nowthen/core/a.hpp", "<boost/system/result.hpp>")[:0], [])
        self.assertIn("public headers", self.includes("include/nowthen/core/a.hpp", "<boost/json.hpp>")[0])
        self.assertIn("public headers", self.includes("include/nowthen/core/a.hpp", '"core/x.hpp"')[0])

    def test_keeps_input_and_output_out_of_core(self):
        self.assertEqual(len(self.includes("src/core/a.cpp", "<fstream>", "<unistd.h>", "<vector>")), 2)

    def test_lets_tests_include_anything(self):
        self.assertEqual(self.includes("src/core/a_test.cpp", '"genesys/x.hpp"', "<gtest/gtest.h>"), [])

    def test_keeps_the_simulators_own_tests_off_the_client(self):
        self.assertEqual(len(self.includes("simulator/a_test.cpp", '"genesys/x.hpp"', "<gtest/gtest.h>")), 1)

    def test_finds_nothing_in_an_empty_tree_suspicious_enough_to_fail(self):
        self.assertEqual(self.run_tool("check_layers")[0], 1)


class CheckFolders(Tree):
    def setUp(self):
        super().setUp()
        for folder in ("src/core", "src/net", "src/client", "src/genesys", "src/cli", "simulator"):
            self.write(f"{folder}/README.md", "# what it is\n")

    def test_accepts_a_tree_that_agrees(self):
        self.assertEqual(self.run_tool("check_folders")[0], 0)

    def test_names_a_folder_without_a_row(self):
        self.write("src/utils/a.cpp", "")
        status, output = self.run_tool("check_folders")
        self.assertEqual((status, "src/utils/: is there" in output), (1, True))

    def test_names_a_row_without_a_folder(self):
        (self.root / "src/net/README.md").unlink()
        (self.root / "src/net").rmdir()
        status, output = self.run_tool("check_folders")
        self.assertEqual((status, "src/net/: is in the folder table" in output), (1, True))

    def test_holds_a_readme_to_forty_lines(self):
        self.write("src/net/README.md", "line\n" * 40)
        self.assertEqual(self.run_tool("check_folders")[0], 0)
        self.write("src/net/README.md", "line\n" * 41)
        self.assertEqual(self.run_tool("check_folders")[0], 1)


class CheckLinks(Tree):
    def test_finds_dead_files_and_dead_headings_and_nothing_else(self):
        self.write("docs/a.md", "# A title, here\n")
        self.write("README.md", "[a](docs/a.md) [b](docs/a.md#a-title-here) [c](https://example.org/x) `[d](no.md)`\n"
                                "```\n[e](no.md)\n```\n[f](no.md)\n[g](docs/a.md#nowhere)\n")
        status, output = self.run_tool("check_links")
        self.assertEqual(status, 1)
        self.assertEqual(output.splitlines()[:-1], ["README.md:5: no.md: no such file",
                                                    "README.md:6: docs/a.md#nowhere: no such heading"])


class SizeReport(Tree):
    def test_fails_on_a_function_above_eighty_lines_and_names_it(self):
        self.write("src/core/a.cpp", "int long_one() {\n" + "  f();\n" * 79 + "}\n")
        status, output = self.run_tool("size_report")
        self.assertEqual((status, "src/core/a.cpp:1: long_one (81)" in output), (1, True))

    def test_lets_eighty_lines_and_long_tables_pass(self):
        self.write("src/core/a.cpp", "int f() {\n" + "  f();\n" * 78 + "}\nconst int table[] = {\n" + "  1,\n" * 300 + "};\n")
        self.assertEqual(self.run_tool("size_report")[0], 0)


class Functions(unittest.TestCase):
    def test_tells_functions_from_everything_else_in_braces(self):
        source = """
        namespace a { struct S { int x{1}; S(int v) : x{v}, y_(v) { go(); } auto f() const -> int { return 1; } };
        enum class E { one }; int table[] = {1, 2}; auto later = [] { return 1; };
        template <class T> requires (sizeof(T) > 1) bool operator==(const T& v) { if (v) { x(); } return true; }
        std::function<int()> g(std::map<int, int> m = {}) noexcept { return {}; }  // } not this
        const char* brace = "}"; char c = '{';
        Error S::of(int v) { auto x = R"(})"; return Error{.a = v}; } }
        """
        self.assertEqual([function.name.split("::")[-1] for function in cpp_functions.functions(source)],
                         ["S", "f", "operator==", "g", "of"])


if __name__ == "__main__":
    unittest.main()

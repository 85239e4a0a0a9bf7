#!/usr/bin/env python3
"""batch: what it writes and where, what it says, and what is left when something goes wrong."""

import gzip
import io
import json
import os
import shutil
import signal
import tarfile
import time
from pathlib import Path

from batch_run import ENDINGS, BatchTest, tree, unpacked
from real_program import PARAGRAPHS, as_nobody, page, run_tests


def tar_of(*members):
    """An archive of members as they are named, twice where they are named twice."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


class Tree(BatchTest):
    """--output DIR"""

    def test_it_mirrors_the_input(self):
        for name in ("pages/a.html", "pages/a.htm", "pages/b/c/d.html", "pages/b/d.html"):
            self.write(name, page(f"Headline of {name.replace('/', ' ')}"))
        self.write("pages/a.html.gz", gzip.compress(page("Packed")))
        self.write("pages/b/.hidden.html", page())
        summary = self.batch("pages", "--output", "out")
        names = ["a.htm", "a.html", "a.html.gz", "b/c/d.html", "b/d.html"]
        records = self.tree("out")
        self.assertEqual(sorted(records), sorted(f"{name}.json" for name in names))
        for name in names:
            self.assertEqual(records[f"{name}.json"], self.run_program(f"pages/{name}"), "as extract prints one page")
        self.assertEqual([summary[key] for key in ("pages", "articles", "errors", "finished")], [5, 5, 0, True])
        self.assertEqual(summary["bytes"], sum(len(unpacked(self.folder / "pages" / name)) for name in names))

    def test_nothing_but_the_tree_is_seen(self):
        self.write("pages/a.html", page())
        self.batch("pages/", "--output", "deep/er/out/")
        seen = [name for name in tree(self.folder) if not any(part.startswith(".") for part in name.split("/"))]
        self.assertEqual(seen, ["deep/er/out/a.html.json", "pages/a.html", "summary.json"])

    def test_several_inputs_keep_their_paths(self):
        for name in ("one/a.html", "two/a.html", "three/x/a.html"):
            self.write(name, page())
        self.batch("one", "two/a.html", "./three//x", "../" + self.folder.name + "/one", "--output", "out")
        self.assertEqual(sorted(self.tree("out")), [f"%2E%2E/{self.folder.name}/one/a.html.json", "one/a.html.json",
                                                    "three/x/a.html.json", "two/a.html.json"])

    def test_lists(self):
        self.write("a.html", page())
        self.write("b/c.html", page())
        self.write("list", "a.html\nb\n")
        self.batch("--files-from", "list", "--output", "out")
        self.assertEqual(sorted(self.tree("out")), ["a.html.json", "b/c.html.json"])
        self.write("list", "a.html\0b\0")
        self.batch("--files-from", "list", "-0", "--output", "out.jsonl")
        self.assertEqual(self.sources(self.lines("out.jsonl")), ["a.html", "b/c.html"])

    def test_one_file_and_standard_input(self):
        self.write("deep/a.html", page())
        self.batch("deep/a.html", "--output", "out")
        self.assertEqual(sorted(self.tree("out")), ["a.html.json"])
        with open(self.folder / "deep/a.html", "rb") as pipe:
            self.batch("-", "--output", "piped", stdin=pipe)
        self.assertEqual(sorted(self.tree("piped")), ["standard-input.json"])

    def test_what_is_named_twice_is_there_twice(self):
        self.write("a.html", page())
        self.write("a.html~2", page("Second"))
        self.batch("a.html", "a.html", "a.html~2", "--output", "out")
        self.assertEqual(sorted(self.tree("out")), ["a.html.json", "a.html~2.json", "a.html~2~2.json"])

    def test_archives_are_folders(self):
        self.write("pages/crawl.tar", tar_of(("x/a.html", page()), ("b.html", page("Second"))))
        self.write("pages/lines.jsonl", '{"html": "<p>one"}\n\n{"html": "<p>three"}\nno json\n')
        self.write("pages/a.html", page())
        self.batch("pages", "--output", "out", status=3)
        self.assertEqual(sorted(self.tree("out")),
                         ["a.html.json", "crawl.tar/b.html.json", "crawl.tar/x/a.html.json", "lines.jsonl/000001.json",
                          "lines.jsonl/000003.json", "lines.jsonl/000004.json"])

    def test_lines_in_an_archive(self):
        lines = b'{"html": "<p>one"}\n{"html": "<p>two"}\n'
        self.write("crawl.tar", tar_of(("lines.jsonl", lines), ("a.html", page())))
        self.batch("crawl.tar", "--output", "out")
        self.assertEqual(sorted(self.tree("out")), ["crawl.tar/a.html.json", "crawl.tar/lines.jsonl/000001.json",
                                                    "crawl.tar/lines.jsonl/000002.json"])

    def test_a_folder_is_never_in_the_way_of_a_record(self):
        self.write("pages/x", page())
        self.write("pages/x.json", '{"html": "<p>one"}\n')
        self.write("pages/x.json.d/y.html", page())
        self.batch("pages", "--output", "out")
        self.assertEqual(sorted(self.tree("out")), ["x%2Ejson/000001.json", "x.json", "x.json.d/y.html.json"])

    def test_members_stay_in_the_output(self):
        names = ["../../../up.html", "/etc/absolute.html", "a/../../b.html", "..", "./c.html", "twice.html", "twice.html",
                 "line\nfeed.html", "es\x1bcape.html", "Case.html", "case.html", "n" * 300 + ".html", "d/" * 1500 + "deep.html",
                 "d/" * 1500 + "deeper.html", "\u00e9" * 150 + ".html"]
        self.write("hostile.tar", tar_of(*((name, page(f"Number {number}")) for number, name in enumerate(names))))
        self.write("work/keep", "")
        summary = self.batch("hostile.tar", "--output", "work/out")
        records = self.tree("work/out")
        self.assertEqual(summary["pages"], len(records))
        self.assertEqual({json.loads(record)["headline"] for record in records.values()},
                         {f"Number {number}" for number in range(len(names))})
        self.assertIn("hostile.tar/%2E%2E/%2E%2E/%2E%2E/up.html.json", records)
        self.assertIn("hostile.tar/etc/absolute.html.json", records)
        self.assertIn("hostile.tar/twice.html~2.json", records)
        self.assertIn("hostile.tar/line%0Afeed.html.json", records)
        self.assertIn("hostile.tar/es%1Bcape.html.json", records)
        outside = [name for name in tree(self.folder / "work") if not name.startswith(("out/", ".out.pressclip/"))]
        self.assertEqual(outside, ["keep"])

    def test_links_in_the_output_are_not_followed(self):
        self.write("pages/sub/a.html", page())
        self.write("pages/b.html", page())
        self.write("elsewhere/keep", "")
        self.batch("pages", "--output", "out")
        shutil.rmtree(self.folder / "out/sub")
        (self.folder / "out/sub").symlink_to("../elsewhere")
        self.batch("pages", "--output", "out", "--resume", status=2, messages=["out/sub/a.html.json: "])
        self.assertEqual(self.tree("elsewhere"), {"keep": b""})

    def test_the_output_may_be_a_link(self):
        self.write("pages/a.html", page())
        (self.folder / "real").mkdir()
        (self.folder / "out").symlink_to("real")
        self.batch("pages", "--output", "out")
        self.assertEqual(sorted(self.tree("real")), ["a.html.json"])


class Lines(BatchTest):
    """--output FILE.jsonl"""

    def test_lines_in_input_order(self):
        self.write_pages(30, make=lambda number: page(f"Number {number}"))
        self.batch("pages", "--output", "out.jsonl", "--jobs", "4")
        records = self.lines("out.jsonl")
        self.assertEqual([record["headline"] for record in records], [f"Number {number}" for number in range(30)])
        self.assertEqual((self.folder / "out.jsonl").read_bytes(), self.run_program("pages"), "as extract prints them")

    def test_any_number_of_jobs_gives_the_same_bytes(self):
        self.write_pages(40, make=lambda number: page(f"Number {number}", PARAGRAPHS * (1 + 40 * (number % 13 == 3))))
        self.write("pages/x.jsonl", "".join(json.dumps({"html": page(f"Line {n}").decode()}) + "\n" for n in range(20)))
        for ending in (*ENDINGS, ""):
            for jobs in ("1", "2", "8"):
                self.batch("pages", "--output", f"out{jobs}{ending}", "--jobs", jobs)
            if ending:
                found = {(self.folder / f"out{jobs}{ending}").read_bytes() for jobs in ("1", "2", "8")}
                self.assertEqual(len(found), 1)
            else:
                self.assertEqual(self.tree("out1"), self.tree("out2"))
                self.assertEqual(self.tree("out1"), self.tree("out8"))

    def test_packed_files(self):
        # More than one piece of each.
        self.write_pages(80)
        for ending in ENDINGS:
            self.batch("pages", "--output", "out" + ending)
        plain = (self.folder / "out.jsonl").read_bytes()
        self.assertGreater(len(plain), 1 << 20)
        for ending in ENDINGS[1:]:
            self.assertEqual(unpacked(self.folder / ("out" + ending)), plain)
            self.assertEqual(self.run_program("--input-format", "jsonl", "out" + ending, status=3, messages=["neither"])
                             .count(b"\n"), 80, "extract reads it")

    def test_no_pages_are_a_whole_file(self):
        (self.folder / "pages").mkdir()
        for ending in ENDINGS:
            summary = self.batch("pages", "--output", "out" + ending)
            self.assertEqual(summary["pages"], 0)
            self.assertEqual(unpacked(self.folder / ("out" + ending)), b"")
        self.assertGreater((self.folder / "out.jsonl.gz").stat().st_size, 0)

    def test_folders_are_made(self):
        self.write("pages/a.html", page())
        self.batch("pages", "--output", "deep/er/out.jsonl")
        self.assertEqual(len(self.lines("deep/er/out.jsonl")), 1)

    def test_a_file_is_replaced_when_the_run_is_done(self):
        self.write("pages/a.html", page())
        self.write("out.jsonl", "before\n")
        os.chmod(self.folder / "out.jsonl", 0o640)
        self.batch("pages", "--output", "out.jsonl")
        self.assertEqual(len(self.lines("out.jsonl")), 1)
        self.assertEqual((self.folder / "out.jsonl").stat().st_mode & 0o777, 0o640)
        self.batch("pages", "--output", "out.jsonl", "--fields", "headline")
        self.assertEqual((self.folder / "out.jsonl").read_bytes().count(b"body"), 0)


class Records(BatchTest):
    """One for each input, whatever happened."""

    def test_a_bad_page_does_not_end_the_run(self):
        self.write("pages/a.html", page())
        self.write("pages/b.html.gz", gzip.compress(page())[:-30])
        self.write("pages/c.html", "")
        (self.folder / "pages/d.html").symlink_to("nowhere")
        self.write("pages/e.html", page())
        summary = self.batch("pages", "--output", "out.jsonl", status=3, messages=["pressclip: pages/b.html.gz: gzip data"])
        records = self.lines("out.jsonl")
        self.assertEqual([record.get("error", {}).get("code") for record in records],
                         [None, "unreadable", None, "unreadable", None])
        self.assertEqual([summary[key] for key in ("pages", "articles", "empty", "errors")], [5, 2, 1, 2])
        self.batch("pages", "--output", "out", status=3)
        self.assertEqual(sorted(self.tree("out")), [f"{name}.json" for name in ("a.html", "b.html.gz", "c.html", "d.html", "e.html")])
        for record in self.tree("out").values():
            self.assert_valid(json.loads(record))

    def test_nothing_could_be_read(self):
        self.batch("gone.html", "--output", "out", status=2, messages=["gone.html: No such file"])
        self.assertEqual(json.loads(self.tree("out")["gone.html.json"])["error"]["code"], "unreadable")

    def test_a_read_error(self):
        self.write("a.html", page())
        self.batch("/proc/self/mem", "a.html", "--input-format", "html", "--output", "out.jsonl", status=3,
                   messages=["pressclip: /proc/self/mem: Input/output error"])
        self.assertEqual(self.lines("out.jsonl")[0]["error"]["code"], "unreadable")

    def test_other_files_beside_the_pages(self):
        self.write("pages/a.html", page())
        self.write("pages/b.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
        summary = self.batch("pages", "--output", "out.jsonl")
        self.assertEqual([summary[key] for key in ("pages", "other_files", "errors")], [1, 1, 0])
        self.assertEqual(self.lines("out.jsonl")[1]["error"]["code"], "unsupported")

    def test_options_that_shape_the_record(self):
        self.write("pages/a.html", page())
        for options in (["--removed"], ["--fields", "headline,body"], ["--favor", "recall"], ["--url", "https://a.example/x"],
                        ["--captions"], ["--max-bytes", "500"], ["--encoding", "windows-1252"]):
            self.batch("pages", "--output", "out.jsonl", *options)
            self.assertEqual((self.folder / "out.jsonl").read_bytes(), self.run_program("pages", *options), options)
        self.batch("pages", "--output", "out", "--compact")
        self.assertEqual(self.tree("out")["a.html.json"], self.run_program("--compact", "pages/a.html"))

    def test_require_article(self):
        self.write("pages/a.html", page())
        self.batch("pages", "--output", "a", "--require-article")
        self.write("pages/b.html", "")
        self.batch("pages", "--output", "b", "--require-article", status=1)

    def test_quiet_and_verbose(self):
        self.write("a.html", page())
        self.batch("a.html", "gone", "--output", "a.jsonl", "--quiet", status=3)
        self.assertEqual(len(self.messages.splitlines()), 1, "the summary alone")
        self.batch("a.html", "--output", "b.jsonl", "--verbose", messages=["pressclip: a.html: 5 blocks, 0 related"])


class Isolated(BatchTest):
    """A page that does not end, or takes its process down, costs that page alone."""

    def setUp(self):
        super().setUp()
        os.mkfifo(self.folder / "never")  # nobody writes to it
        for name in "abcdefgh":
            self.write(f"{name}.html", page(f"Page {name}"))
        self.inputs = [f"{name}.html" for name in "abcd"] + ["never"] + [f"{name}.html" for name in "efgh"]

    def codes(self, name):
        return [record.get("error", {}).get("code") for record in self.lines(name)]

    def test_timeout(self):
        for jobs in ("1", "2"):
            summary = self.batch(*self.inputs, "--input-format", "html", "--output", "out.jsonl", "--timeout", "3", "--jobs", jobs,
                                 status=3, messages=["pressclip: never: not done within the time"])
            self.assertEqual(self.codes("out.jsonl"), [None] * 4 + ["timeout"] + [None] * 4)
            self.assertEqual(summary["errors"], 1)

    def test_a_process_that_dies(self):
        for jobs in ("1", "2"):
            with self.begin("batch", *self.inputs, "--input-format", "html", "--output", "out.jsonl", "--jobs", jobs) as process:
                # The one process that does not end is the one that waits for the pipe.
                def stuck():
                    for worker in self.workers(process):
                        with open(f"/proc/{worker}/syscall", encoding="ascii") as call:
                            if call.read().split()[0] in ("257", "2"):  # openat, open
                                return worker
                    return None
                self.wait_for(stuck)
                os.kill(stuck(), signal.SIGKILL)
                _, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 3, errors)
            self.assertIn(b"pressclip: never: the process that worked on it ended with signal 9", errors)
            self.assertEqual(self.codes("out.jsonl"), [None] * 4 + ["crashed"] + [None] * 4)

    def test_a_page_that_takes_long_holds_up_no_other(self):
        """All others are worked on; what is written waits for it, since order is kept."""
        with self.begin("batch", "never", *self.inputs[:4], "--input-format", "html", "--output", "out.jsonl", "--jobs", "2") as process:
            self.wait_for(lambda: len(self.workers(process)) == 2)
            with open(self.folder / "never", "wb") as pipe:
                pipe.write(page("At last"))
            _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, errors)
        self.assertEqual([record["headline"] for record in self.lines("out.jsonl")], ["At last"] + [f"Page {name}" for name in "abcd"])


class Window(BatchTest):
    """Order is kept, and memory with it: no more is taken on than a window holds."""

    def peak_memory(self, process):
        with open(f"/proc/{process}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))

    def share_read(self, process, name):
        """How much of an input has been read so far."""
        size = (self.folder / name).stat().st_size
        for reader in self.children(process, "pressclip-read"):
            for descriptor in Path(f"/proc/{reader}/fd").iterdir():
                if os.path.samefile(descriptor, self.folder / name):
                    position = Path(f"/proc/{reader}/fdinfo/{descriptor.name}").read_text(encoding="ascii").split()[1]
                    return int(position) / size
        return 1

    def settled(self, process, seen):
        """Whether the processes have had nothing to do for a while: none used the processor since 20 looks."""
        time.sleep(0.05)
        used = 0
        for entry in [process.pid, *self.workers(process)]:
            with open(f"/proc/{entry}/stat", encoding="ascii") as stat:
                fields = stat.read().rpartition(")")[2].split()
                used += int(fields[11]) + int(fields[12])
                if fields[0] == "R":
                    seen.clear()
        seen.append(used)
        return len(seen) > 20 and len(set(seen[-20:])) == 1

    def test_what_waits_for_a_page_that_takes_long_is_bounded(self):
        # A megabyte each, in one paragraph, which is soon done. Without a bound, all would be held.
        long = f"<article><h1>Long</h1><p>{'The council has said that the bridge will stay closed. ' * 20000}</p></article>"
        lines = 60
        self.write("lines", (json.dumps({"html": long}) + "\n") * lines)
        with self.begin("batch", "lines", "--output", "out.jsonl", "--jobs", "2") as process:
            try:
                self.wait_for(lambda: self.workers(process))
                slow = self.workers(process)[0]
                os.kill(slow, signal.SIGSTOP)  # the page that takes long
                seen = []
                self.wait_for(lambda: self.settled(process, seen), seconds=300)
                peak, read = self.peak_memory(process.pid), self.share_read(process, "lines")
                os.kill(slow, signal.SIGCONT)
            except BaseException:
                process.kill()  # it would wait for the one that was stopped
                raise
            _, errors = process.communicate(timeout=300)
        self.assertEqual(process.returncode, 0, errors)
        self.assertEqual((self.folder / "out.jsonl").read_bytes().count(b"\n"), lines)
        self.assertLess(read, 0.8)
        self.assertLess(peak, 150, "megabytes")


class Places(BatchTest):
    """Where an output may not be."""

    def setUp(self):
        super().setUp()
        self.write("pages/sub/a.html", page())

    def test_wrong_usage(self):
        self.refused("pages", message="batch needs --output")
        self.refused("pages", "--output", "-", message="standard output")
        self.refused("pages", "--output", "out", "--progress", "maybe", message="--progress")

    def test_not_in_the_input(self):
        (self.folder / "link").symlink_to("pages/sub")
        for output in ("pages", "pages/out", "pages/sub/deep/out", "pages/all.jsonl", "./pages/../pages/x", "link/out", "link/x.jsonl"):
            self.refused("pages", "--output", output, message="the output lies in the input pages")
        self.refused(".", "--output", "out", message="the output lies in the input")

    def test_the_output_is_never_read(self):
        (self.folder / "pages/link").symlink_to("../out")
        self.write("list", "pages\nout\n")
        self.batch("pages", "--output", "out", status=3, messages=["pages/link: the output is written here"])
        self.assertEqual(sorted(self.tree("out")), ["link.json", "sub/a.html.json"])
        self.batch("pages", "--output", "out", "--resume", status=3)
        self.assertEqual(sorted(self.tree("out")), ["link.json", "sub/a.html.json"])
        (self.folder / "pages/link").unlink()
        self.batch("--files-from", "list", "--output", "other", status=0)
        self.assertEqual(sorted(self.tree("other")), ["out/link.json.json", "out/sub/a.html.json.json", "pages/sub/a.html.json"])

    def test_not_over_what_is_there(self):
        self.write("out/mine", "")
        self.refused("pages", "--output", "out", message="out: is not empty")
        self.refused("pages", "--output", "out", "--resume", message="choose an empty directory")
        self.write("file", "")
        self.refused("pages", "--output", "file", message="file: is a file")
        (self.folder / "x.jsonl").mkdir()
        self.refused("pages", "--output", "x.jsonl", message="x.jsonl: is there, but is no file")

    def test_no_rights(self):
        os.chmod(self.folder, 0o755)
        (self.folder / "out").mkdir()
        os.chmod(self.folder / "out", 0o555)
        program = self.program_for_anyone()
        for output in ("out", "out/x.jsonl", "other", "other.jsonl"):
            with self.begin("batch", "pages", "--output", output, program=program, preexec_fn=as_nobody) as process:
                _, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 2, errors)
            self.assertIn(b"Permission denied", errors)

    def test_two_runs_at_once(self):
        os.mkfifo(self.folder / "never")
        with self.begin("batch", "never", "--input-format", "html", "--output", "out") as process:
            self.wait_for(lambda: self.workers(process))
            self.batch("pages", "--output", "out", status=2, messages=["another run is writing to this output"])
            process.kill()


class Faults(BatchTest):
    """What happens in the middle of a run, and what is on disk after it."""

    def whole(self, name):
        records = self.tree(name)
        for record in records.values():
            self.assert_valid(json.loads(record))
        return records

    def begin_long(self, *arguments, pages=400):
        self.write_pages(pages)
        return self.begin("batch", "pages", "--output", "out", *arguments)

    def test_signals_finish_the_pages_at_hand(self):
        self.write_pages(400)
        for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            with self.begin("batch", "pages", "--output", f"out{status}", "--summary", "summary.json") as process:
                self.wait_for(lambda: len(tree(self.folder / f"out{status}")) > 5)
                process.send_signal(number)
                _, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, status, errors)
            self.assertIn(b"pressclip: not finished; the same command with --resume goes on from here\n", errors)
            records = self.whole(f"out{status}")
            summary = json.loads(self.summary.read_text())
            self.assertEqual(summary["pages"], len(records))
            self.assertFalse(summary["finished"])
            self.assertLess(len(records), 400)
            # Without a gap: those that were begun are done, in order.
            walked = sorted(f"{n // 10}/{n:03}.html.json" for n in range(400))
            self.assertEqual(sorted(records), walked[:len(records)])
            resumed = self.batch("pages", "--output", f"out{status}", "--resume")
            self.assertEqual((resumed["pages"], resumed["kept"]), (400, len(records)))

    def test_a_second_signal_does_not_wait(self):
        os.mkfifo(self.folder / "never")
        with self.begin("batch", "never", "--input-format", "html", "--output", "out") as process:
            self.wait_for(lambda: self.workers(process))
            process.send_signal(signal.SIGINT)
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
        self.assertIn(process.returncode, (130, 143))

    def test_the_output_vanishes(self):
        with self.begin_long() as process:
            self.wait_for(lambda: len(tree(self.folder / "out")) > 5)
            gone = self.folder / "gone"
            os.rename(self.folder / "out", gone)
            # A record that was being written may still come in.
            self.wait_for(lambda: shutil.rmtree(gone, ignore_errors=True) or not gone.exists())
            _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2, errors)
        self.assertRegex(errors.decode(), r"pressclip: out/\S+\.html\.json: No such file or directory\n")

    def test_processes_end_with_the_run(self):
        os.mkfifo(self.folder / "never")
        with self.begin("batch", "never", "--input-format", "html", "--output", "out") as process:
            self.wait_for(lambda: self.workers(process))
            workers = self.workers(process)
            process.kill()
            process.wait()
        self.wait_for(lambda: not any(os.path.exists(f"/proc/{worker}/exe") for worker in workers))


if __name__ == "__main__":
    run_tests()

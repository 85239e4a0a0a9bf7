#!/usr/bin/env python3
"""batch --resume: runs that were killed, inputs that changed, disks that were full. What comes out in the end must be byte for
byte what a run without a break writes, and nothing that is whole is done again."""

import contextlib
import json
import os
import random
import resource
import shutil
import subprocess
import time
import unittest

from batch_run import ENDINGS, BatchTest, long_page, tree, unpacked
from real_program import page, run_tests

SEED = int(os.environ.get("PRESSCLIP_SEED", random.SystemRandom().randrange(1 << 32)))


class Killed(BatchTest):
    """SIGKILL at 20 random moments, for each kind of output."""

    KILLS = 20

    def whole_records(self, output):
        """How many records are whole on disk after a run was killed; a tree must hold nothing else."""
        if output.endswith(".jsonl"):
            parts = list((self.folder / f".{output}.pressclip").glob("run.*/part"))
            return sum(part.read_bytes().count(b"\n") for part in parts)
        records = tree(self.folder / output)
        for record in records.values():
            json.loads(record)
        return len(records)

    def check_kills(self, output, countable):
        print(f"PRESSCLIP_SEED={SEED}")
        moments = random.Random(SEED)
        self.write_pages(120)
        self.write("pages/x.jsonl", "".join(json.dumps({"html": long_page(n).decode()}) + "\n" for n in range(20)))
        begun = time.monotonic()
        expected = self.batch("pages", "--output", "unbroken" + output[3:])
        length = time.monotonic() - begun
        kills = 0
        while kills < self.KILLS:
            with self.begin("batch", "pages", "--output", output, "--resume") as process:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(moments.uniform(0, length / 4))
                if process.poll() is None:
                    process.kill()
                    kills += 1
                _, errors = process.communicate(timeout=60)
            if process.returncode >= 0:
                # It was done before its moment came: once more from the beginning.
                self.assertEqual(process.returncode, 0, errors)
                self.check_same(output)
                self.remove(output)
        whole = self.whole_records(output) if countable else 0
        summary = self.batch("pages", "--output", output, "--resume")
        # The last record may be on disk without the journal knowing of it.
        self.assertGreaterEqual(summary["kept"], whole - 1)
        self.assertEqual({**summary, "kept": 0, "seconds": 0, "pages_per_second": 0},
                         {**expected, "kept": 0, "seconds": 0, "pages_per_second": 0})
        self.check_same(output)
        # A run that was ended between the last record and clearing up looks like this one.
        self.batch("pages", "--output", output, "--resume")
        self.check_same(output)

    def remove(self, output):
        shutil.rmtree(self.folder / f".{output}.pressclip")
        path = self.folder / output
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    def check_same(self, output):
        path = self.folder / output
        unbroken = self.folder / ("unbroken" + output[3:])
        if path.is_dir():
            self.assertEqual(tree(path), tree(unbroken))
        else:
            self.assertEqual(path.read_bytes(), unbroken.read_bytes())
        self.assertEqual([name for name in tree(self.folder / f".{output}.pressclip") if not name.endswith("journal")], [])

    def test_a_tree(self):
        self.check_kills("out", countable=True)

    def test_json_lines(self):
        self.check_kills("out.jsonl", countable=True)

    def test_gzip(self):
        self.check_kills("out.jsonl.gz", countable=False)

    def test_zstd(self):
        self.check_kills("out.jsonl.zst", countable=False)


class Changed(BatchTest):
    """Inputs are not what they were: what has changed is done again, and that alone."""

    COUNT = 24

    def setUp(self):
        super().setUp()
        self.outputs = ["out", *("out" + ending for ending in ENDINGS)]
        self.write_pages(self.COUNT)
        self.generation = 0

    def broken_off(self, output, after=8):
        """A run that was ended early."""
        with self.begin("batch", "pages", "--output", output, "--jobs", "1") as process:
            self.wait_for(lambda: process.poll() is not None or self.journal_entries(output) >= after)
            process.kill()

    def journal_entries(self, output):
        journals = list((self.folder / f".{output}.pressclip").rglob("journal"))
        return max((journal.stat().st_size // 200 for journal in journals), default=0)

    def resume(self, kept=None, status=0):
        """Goes on with every output, and compares each with that of a run of its own."""
        self.generation += 1
        for output in self.outputs:
            fresh = f"fresh{self.generation}{output[3:]}"
            expected = self.batch("pages", "--output", fresh, status=status)
            summary = self.batch("pages", "--output", output, "--resume", status=status)
            if output == "out":
                self.assertEqual(self.tree(output), self.tree(fresh))
                self.assertEqual(sorted(path.name for path in (self.folder / output).rglob("*") if path.is_dir()),
                                 sorted(path.name for path in (self.folder / fresh).rglob("*") if path.is_dir()))
            else:
                self.assertEqual((self.folder / output).read_bytes(), (self.folder / fresh).read_bytes(), output)
            if kept is not None:
                self.assertEqual(summary["kept"], kept, output)
            self.assertEqual(summary["pages"], expected["pages"])

    def whole(self):
        for output in self.outputs:
            self.batch("pages", "--output", output)

    def path(self, number):
        return self.folder / f"pages/{number // 10}/{number:03}.html"

    def test_nothing_has_changed(self):
        self.whole()
        def state():
            return {name: (path.stat().st_mtime_ns, path.stat().st_ino) for name in self.outputs
                    for path in ([self.folder / name] if name != "out" else (self.folder / name).rglob("*"))}
        before = state()
        self.resume(kept=self.COUNT)
        self.assertEqual(state(), before, "nothing is written again")

    def test_content(self):
        self.whole()
        self.path(3).write_bytes(page("Now another"))
        self.path(17).write_bytes(page("This one too"))
        self.resume(kept=self.COUNT - 2)

    def test_content_of_the_same_size_and_time(self):
        self.whole()
        before = self.path(5).stat()
        content = self.path(5).read_bytes()
        self.path(5).write_bytes(content.replace(b"council", b"mayor's"))
        self.assertEqual(self.path(5).stat().st_size, before.st_size)
        os.utime(self.path(5), ns=(before.st_atime_ns, before.st_mtime_ns))
        self.resume(kept=self.COUNT - 1)

    def test_times_alone_are_no_change(self):
        self.whole()
        for number, moment in ((1, 0), (2, 4_000_000_000), (3, time.time() + 100), (4, time.time() - 100)):
            os.utime(self.path(number), (moment, moment))
        content = self.path(6).read_bytes()
        self.path(6).unlink()
        self.path(6).write_bytes(content)
        self.resume(kept=self.COUNT)

    def test_pages_come_and_go(self):
        self.whole()
        self.path(2).unlink()
        for number in range(10, 20):
            self.path(number).unlink()
        self.path(10).parent.rmdir()
        self.write("pages/0/000a.html", page("Between"))
        self.write("pages/9/last.html", page("Last"))
        self.resume(kept=self.COUNT - 11)

    def test_only_the_last_are_gone(self):
        self.whole()
        self.path(self.COUNT - 1).unlink()
        self.resume(kept=self.COUNT - 1)

    def test_all_are_gone(self):
        self.whole()
        shutil.rmtree(self.folder / "pages")
        (self.folder / "pages").mkdir()
        self.resume(kept=0)

    def test_more_are_there(self):
        self.whole()
        self.write("pages/x.html", page("One more"))
        self.resume(kept=self.COUNT)

    def test_lines_of_a_file(self):
        lines = [json.dumps({"html": page(f"Line {n}").decode()}) for n in range(10)]
        self.write("pages/x.jsonl", "\n".join(lines))
        self.whole()
        lines[4] = json.dumps({"html": page("Another line").decode()})
        self.write("pages/x.jsonl", "\n".join([*lines, lines[0]]))
        self.resume(kept=self.COUNT + 9)

    def test_changes_after_a_break(self):
        for output in self.outputs:
            self.broken_off(output)
        self.path(2).write_bytes(page("Now another"))
        self.path(4).unlink()
        self.resume()

    def test_break_after_change_after_break(self):
        for output in self.outputs:
            self.broken_off(output, after=12)
        self.path(6).write_bytes(page("Now another"))
        for output in self.outputs:
            with self.begin("batch", "pages", "--output", output, "--resume") as process:
                self.wait_for(lambda: process.poll() is not None or len(list((self.folder / f".{output}.pressclip").rglob("run.2"))) > 0
                              or output == "out")
                process.kill()
        self.path(1).write_bytes(page("Another change"))
        self.resume()

    def test_errors_that_may_pass_are_tried_again(self):
        content = self.path(7).read_bytes()
        self.path(7).unlink()
        self.path(7).symlink_to("nowhere")
        for output in self.outputs:
            self.batch("pages", "--output", output, status=3)
        self.resume(kept=self.COUNT - 1, status=3)
        self.path(7).unlink()
        self.path(7).write_bytes(content)
        self.resume(kept=self.COUNT - 1)

    def test_records_that_were_damaged_are_written_again(self):
        self.whole()
        (self.folder / "out/0/003.html.json").write_bytes(b"{}")
        (self.folder / "out/0/004.html.json").unlink()
        for ending in ENDINGS:
            with open(self.folder / ("out" + ending), "r+b") as file:
                file.seek(300)
                file.write(b"######")
        self.resume()

    def test_an_output_that_was_taken_away_is_written_again(self):
        self.whole()
        shutil.rmtree(self.folder / "out")
        for ending in ENDINGS:
            (self.folder / ("out" + ending)).unlink()
        self.resume(kept=0)

    def test_a_journal_that_was_cut_short(self):
        for cut in (1, 7, 150, 1000):
            self.whole() if cut == 1 else None
            for output in self.outputs:
                for journal in (self.folder / f".{output}.pressclip").rglob("journal"):
                    os.truncate(journal, max(0, journal.stat().st_size - cut))
            self.resume()


class Refused(BatchTest):
    """What --resume does not mix."""

    def setUp(self):
        super().setUp()
        self.write_pages(3)

    def test_other_options(self):
        self.write("mine.rules", "")
        for output in ("out", "out.jsonl"):
            self.batch("pages", "--output", output)
            for options, name in ((["--favor", "recall"], "another --favor"), (["--fields", "headline"], "another --fields"),
                                  (["--removed"], "another --removed"), (["--max-depth", "9"], "another --max-depth")):
                self.refused("pages", "--output", output, "--resume", *options, message=f"{output}: was written with {name}")
            # What does not shape a record may change.
            self.batch("pages", "--output", output, "--resume", "--jobs", "1", "--timeout", "50", "--quiet")

    def test_without_resume(self):
        self.batch("pages", "--output", "out")
        self.refused("pages", "--output", "out", message="out: is not empty; --resume goes on")
        with self.begin("batch", "pages", "--output", "out.jsonl", "--input-format", "html") as process:
            self.wait_for(lambda: list((self.folder / ".out.jsonl.pressclip").rglob("part")))
            process.kill()
            process.wait()
        if list((self.folder / ".out.jsonl.pressclip").rglob("part")):
            self.refused("pages", "--output", "out.jsonl", message="--resume goes on with it. To begin anew, remove ")

    def test_resume_may_be_the_first_run(self):
        self.batch("pages", "--output", "out", "--resume")
        self.batch("pages", "--output", "out.jsonl", "--resume")
        self.assertEqual(len(self.tree("out")), 3)


class FullDisk(BatchTest):
    """No space, or a limit on the size of files: what is there stays whole, and --resume goes on when there is room."""

    def setUp(self):
        super().setUp()
        self.write_pages(60)

    def check_goes_on(self, output, shown):
        fresh = "fresh" + shown[3:]
        self.batch("pages", "--output", fresh)
        self.batch("pages", "--output", output, "--resume")
        if (self.folder / fresh).is_dir():
            self.assertEqual(tree(self.folder / output), self.tree(fresh))
        else:
            self.assertEqual((self.folder / output).read_bytes(), (self.folder / fresh).read_bytes())

    def test_a_limit_on_the_size_of_files(self):
        # Of a tree, the journal is what grows beyond it.
        for output, limit in (("out", 4000), *(("out" + ending, 200_000) for ending in ENDINGS)):
            self.batch("pages", "--output", output, status=2, messages=["File too large\n", "--resume goes on from here"],
                       preexec_fn=lambda size=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
            self.assertFalse((self.folder / output).is_file(), "the file is there whole or not at all")
            if output == "out":
                for record in self.tree(output).values():
                    self.assert_valid(json.loads(record))
            self.check_goes_on(output, output)

    def test_a_full_file_system(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mount = ["/bin/mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
        if os.geteuid() != 0 or subprocess.run(mount, stderr=subprocess.DEVNULL).returncode != 0:
            raise unittest.SkipTest("file systems can't be mounted here; the limit on the size of files is tested instead")
        self.addCleanup(subprocess.run, ["/bin/umount", str(disk)], check=True)
        for output in ("out", *("out" + ending for ending in ENDINGS)):
            summary = self.batch("pages", "--output", f"disk/{output}", status=2,
                                 messages=["No space left on device", "--resume goes on from here"])
            self.assertLess(summary["pages"], 60)
            self.assertFalse((disk / output).is_file())
            if output == "out":
                self.assertGreater(len(tree(disk / output)), 5)
                for record in tree(disk / output).values():
                    self.assert_valid(json.loads(record))
            # Still full: again a message, and nothing is lost.
            again = self.batch("pages", "--output", f"disk/{output}", "--resume", status=2, messages=["No space left on device"])
            self.assertGreaterEqual(again["kept"], summary["pages"] - 1)
            subprocess.run(["/bin/mount", "-o", "remount,size=32m", str(disk)], check=True)
            self.check_goes_on(f"disk/{output}", output)
            for path in disk.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            subprocess.run(["/bin/mount", "-o", "remount,size=256k", str(disk)], check=True)

    def test_the_root_of_a_file_system_is_an_output(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mount = ["/bin/mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(disk)]
        if os.geteuid() != 0 or subprocess.run(mount, stderr=subprocess.DEVNULL).returncode != 0:
            raise unittest.SkipTest("file systems can't be mounted here")
        self.addCleanup(subprocess.run, ["/bin/umount", str(disk)], check=True)
        self.batch("pages", "--output", "disk")
        self.assertEqual(self.batch("pages", "--output", "disk", "--resume")["kept"], 60)
        self.batch("pages", "--output", "fresh")
        self.assertEqual({name: content for name, content in tree(disk).items() if not name.startswith(".pressclip/")},
                         self.tree("fresh"))


if __name__ == "__main__":
    run_tests()

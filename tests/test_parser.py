"""What a mistyped command line is answered with: two lines, not the pages of usage."""

import pytest

import generate_synthetic_data as script


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--num-pairs", "many"], ["--num-pairs: invalid int value: 'many'", "Fix: Meant is: keep N pairs in all"]),
        (["--split-by", "chapter"], ["choose from 'section', 'document', 'question'", "what validation holds"]),
        (["--chunksize=300"], ["--chunksize=300", "Did you mean --chunk-size?"]),
        (["verfiy", "latest"], ["verfiy latest", "Did you mean verify?"]),
        (["--bogus"], ["--bogus", "--help` lists what there is"]),
        (["verify"], ["RUN|FILE", "verify --help` tells how it is called"]),
        (["report", "one", "two"], ["two", "report --help`"]),
        (["create", "--type", "sumary"], ["'sumary'", "summaries of sections"]),
        (["ingest", "a.pdf", "--jobs", "x"], ["--jobs: invalid int value: 'x'", "processes"]),
        (["curate", "latest", "--curat", "9", "--temprature=1"], ["--temprature=1", "Did you mean --temperature?"]),
    ],
)
def test_a_mistyped_command_line_is_told_in_two_lines_with_a_way_out(capsys, arguments, words):
    with pytest.raises(SystemExit) as ended:
        script.main(arguments)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert [line.split(":")[0] for line in told.splitlines()] == ["Error", "Fix"]
    assert all(word in told for word in words)

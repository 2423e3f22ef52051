import pytest

from config.serve import static_files


@pytest.fixture
def sources(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATIC_ROOT.mkdir()
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "kontor.css").write_text("body {}")
    settings.STATICFILES_DIRS = [sources]
    return sources


def test_static_files_are_collected_once_and_again_after_a_change(sources):
    assert static_files.stale()
    static_files.mark()
    assert not static_files.stale()

    (sources / "kontor.css").write_text("body { margin: 0 }")

    assert static_files.stale()


def test_a_new_file_is_a_change(sources):
    static_files.mark()

    (sources / "more.css").touch()

    assert static_files.stale()

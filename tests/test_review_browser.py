"""The review page in a real browser: keys, mouse, focus, offline, and no accessibility faults.

The tests need Chromium (Debian: apt-get install chromium) or TAILOR_TEST_BROWSER=/path/to/it.
"""

from pathlib import Path

import pytest
from review_browser import browser_path, launch
from review_samples import DOUGHS, MENU, PARTY, run_folder, sample
from review_server import Server

from tailor.review import review_html

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("uvicorn", reason="needs the extra 'web'")
if not browser_path():
    pytest.skip("no Chromium here: apt-get install chromium", allow_module_level=True)

_AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
_PHONE, _LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def run(tmp_path):
    return run_folder(tmp_path)


@pytest.fixture
def server(run):
    server = Server(run)
    yield server
    server.end()


class Tab:
    """A page with all it asked for and all it complained of."""

    def __init__(self, browser, **options):
        self.context = browser.new_context(**{"viewport": _LAPTOP, **options})
        self.page = self.context.new_page()
        self.asked, self.complaints = [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self.complaints.append(said.text))


@pytest.fixture
def tab(browser, server):
    tab = Tab(browser)
    tab.page.goto(server.link)
    yield tab
    tab.context.close()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def progress(page, text):
    sync_api.expect(page.locator("#progress")).to_contain_text(text)


def focused(page):
    return page.evaluate("document.activeElement.id")


def violations(page):
    """What axe finds, as rule and place. Evaluated from outside: the page's policy stays on."""
    page.evaluate(_AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")
    assert len(found["passes"]) > 15
    return [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]]


def test_the_page_opens_without_a_complaint_and_asks_only_its_own_server(tab, server):
    assert "Pastry Cook <i> at Fernhill" in tab.page.title()
    assert tab.complaints == []
    assert tab.asked
    assert all(url.startswith(f"http://127.0.0.1:{server.port}/") for url in tab.asked)
    assert "token" not in tab.page.url


def test_hostile_text_runs_no_script_and_makes_no_markup(tab):
    tab.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    assert "<script>alert('ad')</script>" in tab.page.inner_text("main")
    assert tab.page.locator("article b, article i").count() == 0


def test_keys_decide_and_move_to_the_next_undecided_card(tab, run):
    page = tab.page
    press(page, "n")
    assert focused(page) == DOUGHS.id
    press(page, "a")
    progress(page, "1 of 5 decided")
    assert focused(page) == "insert:summary"
    press(page, "r")
    progress(page, "2 of 5 decided")
    press(page, "u")
    progress(page, "1 of 5 decided")
    assert [made.change_id for made in run.decisions()] == [DOUGHS.id]
    assert page.get_by_role("status").first.text_content()
    press(page, "p")


def test_keys_pressed_faster_than_the_server_answers_decide_one_card_each(tab, run):
    press(tab.page, "n", "a", "r", "a")
    progress(tab.page, "3 of 5 decided")
    made = [(made.change_id, made.action) for made in run.decisions()]
    assert made == [(DOUGHS.id, "accept"), ("insert:summary", "reject"), (MENU.id, "accept")]


def test_keys_can_be_turned_off_and_do_nothing_while_one_types(tab, run):
    page = tab.page
    press(page, "n", "e")
    page.keyboard.type("ar")
    page.get_by_label("Use these keys").uncheck()
    page.locator("article").first.focus()
    press(page, "a")
    page.wait_for_timeout(300)
    assert run.decisions() is None


def test_the_mouse_decides_and_the_preview_follows(tab, run):
    page = tab.page
    sheet = page.locator(".sheet")
    assert DOUGHS.after in sheet.inner_text()
    assert "summer party" not in sheet.inner_text()
    card = page.locator(f'[id="{DOUGHS.id}"]')
    card.get_by_role("button", name="Reject").click()
    sync_api.expect(sheet).to_contain_text(DOUGHS.before)
    page.locator(f'[id="{PARTY.id}"]').get_by_role("button", name="Keep it in").click()
    sync_api.expect(sheet).to_contain_text("summer party")
    assert {made.action for made in run.decisions()} == {"reject"}


def test_a_refused_edit_says_why_and_can_be_kept_as_ones_own_statement(tab, run):
    page = tab.page
    press(page, "n", "e")
    page.keyboard.press("Control+a")
    page.keyboard.type("Led the kitchen.")
    page.locator(f'[id="{DOUGHS.id}"]').get_by_role("button", name="Check and keep").click()
    alert = page.get_by_role("alert")
    sync_api.expect(alert).to_contain_text("Not supported")
    assert page.evaluate("document.activeElement.value") == "Led the kitchen."
    assert run.decisions() is None
    page.get_by_role("button", name="Keep it as my own statement").click()
    progress(page, "1 your own statement")
    assert run.decisions()[0].verdict.by == "attested"


def test_a_filter_shows_only_what_it_names_and_stays_while_deciding(tab):
    page = tab.page
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Requirement").select_option(label="Has written menus")
    page.wait_for_url("**requirement=r3**")
    sync_api.expect(page.locator("article")).to_have_count(1)
    press(page, "a")
    progress(page, "1 of 5 decided")
    assert page.locator("article").get_attribute("id") == MENU.id
    assert "requirement=r3" in page.url


def test_the_diff_can_be_read_inline_and_side_by_side(tab):
    page = tab.page
    card = page.locator(f'[id="{DOUGHS.id}"]')
    assert card.locator(".diff").is_visible()
    assert not card.locator(".sides").is_visible()
    page.get_by_label("Side by side").check()
    assert not card.locator(".diff").is_visible()
    assert "I have also been able to make" in card.locator(".side").first.inner_text()
    press(page, "a")
    progress(page, "decided")
    assert page.get_by_label("Side by side").is_checked()


def test_everything_works_without_script(browser, server, run):
    tab = Tab(browser, java_script_enabled=False)
    page = tab.page
    page.goto(server.link)
    page.locator(f'[id="{DOUGHS.id}"]').get_by_role("button", name="Accept", exact=True).click()
    progress(page, "1 of 5 decided")
    page.get_by_role("button", name="Undo").click()
    progress(page, "0 of 5 decided")
    assert run.decisions() == ()
    tab.context.close()


def test_reloading_and_going_back_decide_nothing_twice(tab, run):
    page = tab.page
    press(page, "n", "a")
    progress(page, "1 of 5 decided")
    page.reload()
    progress(page, "1 of 5 decided")
    assert len(run.decisions()) == 1


def test_when_the_server_is_gone_the_page_says_so(tab, server):
    server.end()
    press(tab.page, "n", "a")
    sync_api.expect(tab.page.locator("#said")).to_contain_text("not running any more")


def test_ending_the_review_says_goodbye_in_full_dress(tab, server):
    tab.page.get_by_role("button", name="End review").click()
    sync_api.expect(tab.page.locator(".done")).to_contain_text("everything is saved")
    assert server.wait()[0] == 0
    assert tab.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [_LAPTOP, _PHONE], ids=["laptop", "phone"])
def test_axe_finds_nothing_on_the_page(browser, server, scheme, size):
    tab = Tab(browser, color_scheme=scheme, viewport=size)
    tab.page.goto(server.link)
    assert violations(tab.page) == []
    press(tab.page, "n", "a", "r")
    progress(tab.page, "2 of 5 decided")
    press(tab.page, "e")
    tab.page.keyboard.type(" Led the kitchen.")
    tab.page.locator("article:focus-within").get_by_role("button", name="Check and keep").click()
    tab.page.get_by_role("alert").wait_for()
    assert violations(tab.page) == []
    assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.context.close()


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "review.html"
    path.write_text(review_html(sample(), run="runs/job-1"), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_written_page(browser, written, scheme):
    tab = Tab(browser, color_scheme=scheme)
    tab.page.goto(written.as_uri())
    assert violations(tab.page) == []
    assert tab.complaints == []
    assert tab.asked == [written.as_uri()]
    tab.context.close()


def test_decisions_ticked_on_the_written_page_apply_to_the_run(browser, written, run, tmp_path):
    from tailor.cli import main

    tab = Tab(browser)
    tab.page.goto(written.as_uri())
    card = tab.page.locator(f'[data-id="{DOUGHS.id}"]')
    card.get_by_label("Accept").check()
    tab.page.locator(f'[data-id="{PARTY.id}"]').get_by_label("Keep it in").check()
    copied = tmp_path / "copied.json"
    copied.write_text(tab.page.get_by_label("Decisions (JSON)").input_value(), encoding="utf-8")
    tab.context.close()
    assert main(["review", str(run.path), "--decisions", str(copied)]) == 0
    made = {(made.change_id, made.action) for made in run.decisions()}
    assert made == {(DOUGHS.id, "accept"), (PARTY.id, "reject")}

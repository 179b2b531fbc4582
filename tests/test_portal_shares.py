from rettesnor.portal.lookups import SHELVES
from rettesnor.portal.shares import MAX_ROWS, shares


def cut(*rows: int):
    return shares(
        enumerate(rows, 1), url="/frister/unge/", name=lambda it: f"nr. {it[0]}", rows=lambda it: it[1]
    )


def test_a_short_list_is_one_page_without_links_to_others() -> None:
    (only,) = cut(10, 20)

    assert (only.url, only.links, only.title("Frister")) == ("/frister/unge/", (), "Frister")


def test_an_empty_list_still_has_its_page() -> None:
    (only,) = cut()

    assert (only.url, only.shown) == ("/frister/unge/", ())


def test_a_long_list_is_cut_between_items_and_each_page_says_what_the_others_begin_with() -> None:
    first, second = cut(MAX_ROWS - 10, 10, 20, 5)

    assert [item[0] for item in second.shown] == [3, 4]
    assert second.url == "/frister/unge/side-2/"
    assert [link.text for link in first.links] == ["nr. 1", "nr. 3"]
    assert second.title("Frister") == "Frister, side 2"


def test_an_item_of_more_rows_than_a_page_stays_whole() -> None:
    assert [len(page.shown) for page in cut(5, MAX_ROWS * 2, 5)] == [1, 1, 1]


def test_every_list_stands_in_the_menu_once_and_what_editors_need_comes_last() -> None:
    urls = [link.url for shelf in SHELVES for link in shelf.links]

    assert len(urls) == len(set(urls))
    assert [shelf.editors for shelf in SHELVES] == [False, False, True]
